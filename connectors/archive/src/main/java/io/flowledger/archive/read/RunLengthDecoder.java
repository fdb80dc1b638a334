package io.flowledger.archive.read;

/**
 * The RLE / bit-packed hybrid of the Parquet format (Encodings.md, "RLE = 3"), run by run, so that
 * a caller can fill a repeated value in at once.
 */
final class RunLengthDecoder {

    private static final int GROUP = 8;

    private byte[] bytes;
    private int at;
    private int end;
    private int width;
    private long mask;

    /** Values left in the run. */
    private int left;

    private boolean repeated;
    private int value;

    /** Bit in the page where the next packed value starts. */
    private long bit;

    void start(LittleEndian page, int width) {
        if (width < 0 || width > Integer.SIZE) {
            throw new IllegalStateException("codes of " + width + " bits");
        }
        this.bytes = page.bytes();
        this.at = page.from();
        this.end = page.to();
        this.width = width;
        this.mask = (1L << width) - 1;
        this.repeated = true;
        this.value = 0;
        // A single code needs no bits; some writers then store no run either.
        this.left = width == 0 ? Integer.MAX_VALUE : 0;
    }

    /** Values that can be taken from the current run, which is the next one if this one is done. */
    int available() {
        if (left == 0) {
            nextRun();
        }
        return left;
    }

    boolean isRepeated() {
        return repeated;
    }

    /** The value of a repeated run. */
    int value() {
        return value;
    }

    /** Passes over values of a repeated run. */
    void skip(int count) {
        left -= count;
    }

    /** Takes values of a packed run. */
    void unpack(int[] target, int count) {
        byte[] source = bytes;
        long from = bit;
        for (int i = 0; i < count; i++, from += width) {
            target[i] =
                    (int) (LittleEndian.longAt(source, (int) (from >>> 3)) >>> (from & 7) & mask);
        }
        bit = from;
        left -= count;
    }

    private void nextRun() {
        do {
            int header = varInt();
            repeated = (header & 1) == 0;
            if (repeated) {
                left = header >>> 1;
                value = repeatedValue();
            } else {
                int groups = header >>> 1;
                bit = 8L * at;
                long next = at + (long) groups * width;
                left = (int) Math.min(Integer.MAX_VALUE, (long) groups * GROUP);
                at = (int) Math.min(end, next);
            }
        } while (left == 0);
    }

    private int repeatedValue() {
        int result = 0;
        for (int shift = 0; shift < width; shift += 8) {
            result |= next() << shift;
        }
        return result;
    }

    private int varInt() {
        int result = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int part = next();
            result |= (part & 0x7F) << shift;
            if (part < 0x80) {
                return result;
            }
        }
        throw new IllegalStateException("a run of more than 2^31 values");
    }

    private int next() {
        if (at >= end) {
            throw new IllegalStateException("a page ends before its values do");
        }
        return bytes[at++] & 0xFF;
    }
}
