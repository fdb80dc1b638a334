package io.flowledger.bench.traffic;

import io.flowledger.netflow.wire.V5Layout;

/**
 * Records drawn once and repeated with their times moved along: for load tests in which the
 * generator must cost next to nothing. The ages of the records stay as they were drawn.
 */
final class RecordPool implements RecordWriter {

    /** Uptime at drawing; anything above the longest age a record can have. */
    private static final int DRAWN_AT_UPTIME = 1 << 30;

    private final byte[] pool;
    private int next;

    RecordPool(RecordWriter source, int records) {
        pool = new byte[records * V5Layout.RECORD_LENGTH];
        source.write(pool, 0, records, DRAWN_AT_UPTIME, DRAWN_AT_UPTIME);
    }

    @Override
    public void write(byte[] bytes, int offset, int records, int sysUptime, long upMillis) {
        int shift = sysUptime - DRAWN_AT_UPTIME;
        int oldest = (int) Math.max(Integer.MIN_VALUE + 1L, -upMillis);
        int at = offset;
        for (int left = records; left > 0; ) {
            int run = Math.min(left, pool.length / V5Layout.RECORD_LENGTH - next);
            int length = run * V5Layout.RECORD_LENGTH;
            System.arraycopy(pool, next * V5Layout.RECORD_LENGTH, bytes, at, length);
            for (int end = at + length; at < end; at += V5Layout.RECORD_LENGTH) {
                move(bytes, at + V5Layout.FIRST, shift, sysUptime, oldest);
                move(bytes, at + V5Layout.LAST, shift, sysUptime, oldest);
            }
            left -= run;
            next = (next + run) % (pool.length / V5Layout.RECORD_LENGTH);
        }
    }

    private static void move(byte[] bytes, int at, int shift, int sysUptime, int oldest) {
        int age = Math.max(oldest, V5Layout.i32(bytes, at) + shift - sysUptime);
        V5Layout.put32(bytes, at, sysUptime + age);
    }
}
