package io.flowledger.archive.write;

/**
 * The RLE / bit-packed hybrid of the Parquet format (Encodings.md, "RLE = 3").
 *
 * <pre>
 *   run         varint header          body
 *   repeated    length &lt;&lt; 1            the value once, in ceil(width / 8) bytes, little-endian
 *   bit-packed  groups &lt;&lt; 1 | 1        groups · 8 values of width bits, from the lowest bit up
 * </pre>
 *
 * Only the last group of a page may be filled up with zeros, so a repeated run starts at a group
 * boundary of what was packed before it.
 */
final class RunLengthEncoder {

    private static final int GROUP = 8;

    private RunLengthEncoder() {}

    /** Bits that hold codes 0 … {@code size − 1}; 0 for a single code. */
    static int bitWidth(int size) {
        return 32 - Integer.numberOfLeadingZeros(size - 1);
    }

    /** Codes of a data page: the width as one byte, then the runs. */
    static void encodeCodes(int[] codes, int count, int width, PageBytes page) {
        page.put8(width);
        encode(codes, count, width, page);
    }

    /** The runs alone. */
    static void encode(int[] codes, int count, int width, PageBytes page) {
        int packedFrom = 0;
        int at = 0;
        while (at < count) {
            int run = runLength(codes, at, count);
            if (run >= GROUP) {
                pack(codes, packedFrom, at, width, page);
                repeat(codes[at], run, width, page);
                at += run;
                packedFrom = at;
            } else {
                at = Math.min(at + GROUP, count);
            }
        }
        pack(codes, packedFrom, count, width, page);
    }

    private static int runLength(int[] codes, int from, int count) {
        int code = codes[from];
        int end = from + 1;
        while (end < count && codes[end] == code) {
            end++;
        }
        return end - from;
    }

    /** One run of {@code length} times the same code. */
    static void repeat(int code, int length, int width, PageBytes page) {
        page.putVarInt(length << 1);
        for (int bits = 0; bits < width; bits += 8) {
            page.put8(code >>> bits);
        }
    }

    private static void pack(int[] codes, int from, int to, int width, PageBytes page) {
        if (from == to) {
            return;
        }
        int groups = (to - from + GROUP - 1) / GROUP;
        page.putVarInt(groups << 1 | 1);
        int length = groups * width;
        byte[] target = page.room(length + Long.BYTES);
        int at = page.size();
        int end = at + length;
        long pending = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            pending |= (long) codes[i] << bits;
            bits += width;
            if (bits >= Integer.SIZE) {
                PageBytes.setInt(target, at, (int) pending);
                at += Integer.BYTES;
                pending >>>= Integer.SIZE;
                bits -= Integer.SIZE;
            }
        }
        while (at < end) {
            target[at++] = (byte) pending;
            pending >>>= 8;
        }
        page.advance(length);
    }
}
