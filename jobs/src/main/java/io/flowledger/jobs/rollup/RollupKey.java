package io.flowledger.jobs.rollup;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A key of a view as bytes, see {@link KeyColumns}; equal bytes are the same key. */
final class RollupKey {

    private final byte[] bytes;

    /** The array is the key's from now on. */
    RollupKey(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    static RollupKey read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return new RollupKey(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RollupKey key && Arrays.equals(key.bytes, bytes);
    }

    /** The same in every JVM: Flink spreads keys over tasks by it. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
