package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is known of one numbering of an export session, cumulative since it began: the sessions
 * table's row. Units are flows, or datagrams where the convention counts those.
 *
 * @param ended null while it goes on
 * @param settled whether the convention was read from the datagrams rather than assumed
 * @param bootedAtMillis by the collector's clock
 * @param clockSkewMillis how far the exporter's clock is ahead of ours
 * @param routed whether any record had the routing fields that ESX and Open vSwitch leave 0
 * @param firstSequence position of the first unit, modulo 2^32
 * @param nextSequence position after the last unit, modulo 2^32
 * @param span units sent by its numbering since the first one seen; -1 for a constant numbering
 * @param lost units entered as lost; -1 for a constant numbering
 * @param open units missing that may still come
 */
public record SessionReport(
        SessionKey session,
        long epochMillis,
        long reportedMicros,
        Beginning began,
        Ending ended,
        SequenceConvention convention,
        boolean settled,
        long firstSeenMicros,
        long lastSeenMicros,
        long bootedAtMillis,
        long clockSkewMillis,
        boolean routed,
        int samplingMode,
        int samplingInterval,
        long firstSequence,
        long nextSequence,
        long span,
        long lost,
        long open,
        Counts counts)
        implements Finding {

    /** Counts of the same numbering. */
    public record Counts(
            long datagrams,
            long flows,
            long packets,
            long octets,
            long duplicates,
            long late,
            long stale,
            long clockSteps,
            long truncated,
            long oversized,
            long trailing,
            long concatenated,
            long nsecsRepaired) {

        private void write(DataOutput out) throws IOException {
            out.writeLong(datagrams);
            out.writeLong(flows);
            out.writeLong(packets);
            out.writeLong(octets);
            out.writeLong(duplicates);
            out.writeLong(late);
            out.writeLong(stale);
            out.writeLong(clockSteps);
            out.writeLong(truncated);
            out.writeLong(oversized);
            out.writeLong(trailing);
            out.writeLong(concatenated);
            out.writeLong(nsecsRepaired);
        }

        private static Counts read(DataInput in) throws IOException {
            return new Counts(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong());
        }
    }

    private static final int NOT_ENDED = -1;

    public void write(DataOutput out) throws IOException {
        session.write(out);
        out.writeLong(epochMillis);
        out.writeLong(reportedMicros);
        out.writeByte(began.code());
        out.writeByte(ended == null ? NOT_ENDED : ended.ordinal());
        out.writeByte(convention.ordinal());
        out.writeBoolean(settled);
        out.writeLong(firstSeenMicros);
        out.writeLong(lastSeenMicros);
        out.writeLong(bootedAtMillis);
        out.writeLong(clockSkewMillis);
        out.writeBoolean(routed);
        out.writeInt(samplingMode);
        out.writeInt(samplingInterval);
        out.writeLong(firstSequence);
        out.writeLong(nextSequence);
        out.writeLong(span);
        out.writeLong(lost);
        out.writeLong(open);
        counts.write(out);
    }

    public static SessionReport read(DataInput in) throws IOException {
        return new SessionReport(
                SessionKey.read(in),
                in.readLong(),
                in.readLong(),
                Beginning.ofCode(in.readByte()),
                endingOf(in.readByte()),
                SequenceConvention.values()[in.readByte()],
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Counts.read(in));
    }

    private static Ending endingOf(int ordinal) {
        return ordinal == NOT_ENDED ? null : Ending.values()[ordinal];
    }
}
