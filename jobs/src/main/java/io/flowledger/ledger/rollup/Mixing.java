package io.flowledger.ledger.rollup;

import java.nio.charset.StandardCharsets;

/** Values spread over 64 bits, so that sums of them tell one set of rows from another. */
public final class Mixing {

    private Mixing() {}

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    public static long mix(long value) {
        long z = value + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    public static long text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes(bytes, 0, bytes.length);
    }

    /** FNV-1a, mixed. */
    public static long bytes(byte[] bytes, int from, int length) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i] & 0xFF) * 0x100_0000_01B3L;
        }
        return mix(hash);
    }
}
