package io.flowledger.archive.write;

import io.flowledger.netflow.wire.V5Header;
import io.flowledger.netflow.wire.V5Layout;
import io.flowledger.netflow.wire.V5Time;

/** Start, end and repairs of flows, which come from the same two fields of a record. */
final class FlowTimes {

    private final LongColumn start;
    private final LongColumn end;
    private final IntColumn flags;

    FlowTimes(LongColumn start, LongColumn end, IntColumn flags) {
        this.start = start;
        this.end = end;
        this.flags = flags;
    }

    /**
     * @param records where the first of {@code count} records starts
     * @param repairs what was repaired on the whole datagram
     */
    void append(V5Header header, byte[] bytes, int records, int repairs, int count) {
        long exportedAt = header.exportedAtMillis();
        int uptime = (int) header.sysUptime();
        long[] starts = start.room(count);
        long[] ends = end.room(count);
        int[] repaired = flags.room(count);
        int from = start.size();
        int at = records;
        for (int i = from; i < from + count; i++, at += V5Layout.RECORD_LENGTH) {
            int first = V5Layout.i32(bytes, at + V5Layout.FIRST);
            int last = V5Layout.i32(bytes, at + V5Layout.LAST);
            int endAge = V5Time.endAgeMillis(uptime, last);
            ends[i] = exportedAt - endAge;
            starts[i] = exportedAt - V5Time.startAgeMillis(uptime, first, endAge);
            repaired[i] = repairs | V5Time.repairs(uptime, first, last);
        }
        start.advance(count);
        end.advance(count);
        flags.advance(count);
    }
}
