package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Positions {@code [from, to)} that have not come, and the datagrams around them.
 *
 * @param from unwrapped position of the first missing unit
 * @param to position after the last one
 * @param afterMicros when the datagram before it was received
 * @param beforeMicros when the first datagram beyond it was received, which showed the gap
 * @param closesMicros until when a datagram may still fill it as if it had come in order
 * @param uptimeBefore sys_uptime of the datagram before it
 * @param uptimeAfter sys_uptime of the datagram after it
 * @param spool where that one was read from
 */
record Gap(
        long from,
        long to,
        long afterMicros,
        long beforeMicros,
        long closesMicros,
        int uptimeBefore,
        int uptimeAfter,
        int spool) {

    long units() {
        return to - from;
    }

    boolean holds(long start, long end) {
        return from <= start && end <= to;
    }

    /** What is left of it below a datagram that fills a part. */
    Gap below(long start, Sighting s) {
        return new Gap(
                from,
                start,
                afterMicros,
                beforeMicros,
                closesMicros,
                uptimeBefore,
                s.uptimeMillis,
                spool);
    }

    /** What is left of it above. */
    Gap above(long end, Sighting s) {
        return new Gap(
                end,
                to,
                afterMicros,
                beforeMicros,
                closesMicros,
                s.uptimeMillis,
                uptimeAfter,
                spool);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(from);
        out.writeLong(to);
        out.writeLong(afterMicros);
        out.writeLong(beforeMicros);
        out.writeLong(closesMicros);
        out.writeInt(uptimeBefore);
        out.writeInt(uptimeAfter);
        out.writeInt(spool);
    }

    static Gap read(DataInput in) throws IOException {
        return new Gap(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt());
    }
}
