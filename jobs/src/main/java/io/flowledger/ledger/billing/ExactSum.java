package io.flowledger.ledger.billing;

import java.util.Arrays;

/**
 * A sum of doubles that does not depend on the order in which they come, so that a bill is the same
 * to the last bit however its postings were spread over tasks. It is kept whole, 32 bits of it in
 * each of some long integers (the small superaccumulator of Neal, <em>Fast exact summation using
 * small and large superaccumulators</em>, 2015); a double is made of it at the end.
 */
final class ExactSum {

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final int NOT_FINITE = 0x7ff;
    private static final int LEAST_EXPONENT = -1074;
    private static final int CHUNK_BITS = 32;
    private static final long CHUNK = (1L << CHUNK_BITS) - 1;

    /** Bits of 2,046 exponents and 53 of a mantissa, and room for carries. */
    private static final int CHUNKS = 68;

    /** What is most often added is one value. */
    private double only;

    private long added;
    private long[] chunks;

    void clear() {
        only = 0;
        added = 0;
    }

    /**
     * @param value finite
     */
    void add(double value) {
        if (value == 0) {
            return;
        }
        if (added == 0) {
            only = value;
        } else {
            if (added == 1) {
                if (chunks == null) {
                    chunks = new long[CHUNKS];
                } else {
                    Arrays.fill(chunks, 0);
                }
                addToChunks(only);
            }
            addToChunks(value);
        }
        added++;
    }

    private void addToChunks(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & NOT_FINITE;
        if (exponent == NOT_FINITE) {
            throw new IllegalArgumentException("only finite numbers have a sum, not " + value);
        }
        long mantissa = bits & MANTISSA;
        int place = 0;
        if (exponent > 0) {
            mantissa |= MANTISSA + 1;
            place = exponent - 1;
        }
        int at = place / CHUNK_BITS;
        int shift = place % CHUNK_BITS;
        long low = mantissa << shift & CHUNK;
        long middle = mantissa >>> CHUNK_BITS - shift & CHUNK;
        long high = shift == 0 ? 0 : mantissa >>> 2 * CHUNK_BITS - shift;
        if (bits < 0) {
            low = -low;
            middle = -middle;
            high = -high;
        }
        chunks[at] += low;
        chunks[at + 1] += middle;
        chunks[at + 2] += high;
    }

    /**
     * The sum, right to about one unit in the last place, and always the same of the same values.
     */
    double value() {
        if (added < 2) {
            return only;
        }
        long[] whole = chunks.clone();
        boolean negative = carry(whole) < 0;
        if (negative) {
            for (int i = 0; i < CHUNKS; i++) {
                whole[i] = -whole[i];
            }
            carry(whole);
        }
        int top = CHUNKS - 1;
        while (top > 0 && whole[top] == 0) {
            top--;
        }
        double sum = 0;
        for (int i = top; i > top - 3; i--) {
            sum = sum * (CHUNK + 1) + (i < 0 ? 0 : whole[i]);
        }
        double scaled = Math.scalb(sum, (top - 2) * CHUNK_BITS + LEAST_EXPONENT);
        return negative ? -scaled : scaled;
    }

    /** Makes all but the last chunk 0 … 2^32−1; returns that one, which has the sign. */
    private static long carry(long[] chunks) {
        for (int i = 0; i < CHUNKS - 1; i++) {
            chunks[i + 1] += chunks[i] >> CHUNK_BITS;
            chunks[i] &= CHUNK;
        }
        return chunks[CHUNKS - 1];
    }
}
