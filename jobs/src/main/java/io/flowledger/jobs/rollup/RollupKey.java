package io.flowledger.jobs.rollup;

import java.util.Arrays;

/** A key of a view as bytes, see {@link KeyColumns}; equal bytes are the same key. */
final class RollupKey {

    private final byte[] bytes;
    private final int hash;

    /** The array is the key's from now on. */
    RollupKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RollupKey key
                && key.hash == hash
                && Arrays.equals(key.bytes, bytes);
    }

    /** The same in every JVM: Flink spreads keys over tasks by it. */
    @Override
    public int hashCode() {
        return hash;
    }
}
