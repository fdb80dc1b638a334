package io.flowledger.ledger.sequence;

import io.flowledger.netflow.wire.Repairs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One numbering of an export session, from its first datagram to the exporter's restart: what is
 * known of it, and nothing more. {@link FitRule} reads it, {@link Bookkeeping} changes it. Always,
 * once the convention is settled:
 *
 * <pre>
 *   units received + units lost + units in open gaps = top − base
 * </pre>
 *
 * Until then nothing is missing yet: the datagrams are kept (few, and never for long), and the gaps
 * are made from all of them at once.
 */
final class Numbering {

    final long epochMillis;
    final Beginning began;
    final long beganMicros;
    final NumberingTotals totals = new NumberingTotals();
    final BootClock boot = new BootClock();

    final SessionKey session;

    /** What the session's numbers meant before. */
    final SequenceConvention presumed;

    RecentDatagrams recent = new RecentDatagrams();

    /** Null until the convention is settled. */
    NumberLine line;

    /** Whether any step was explained by this convention alone. */
    boolean discriminated;

    /** Gaps entered as lost, that a late datagram may still correct; closed when entered. */
    Gaps entered = new Gaps();

    final RefusedSightings refused = new RefusedSightings();

    /** Below this position, not to be among the recent datagrams proves nothing. */
    long forgottenBelow = Long.MIN_VALUE;

    long clockSkewMillis;
    int samplingMode;
    int samplingInterval;
    int spool;
    long reportedHour;

    /** When a successor began that seems to have replaced this one; MAX_VALUE: none. */
    long supersededMicros = Long.MAX_VALUE;

    /** When the numbering was last heard that this one replaced; MAX_VALUE: none, or entered. */
    long replacedMicros = Long.MAX_VALUE;

    Numbering(
            SessionKey session,
            long epochMillis,
            Beginning began,
            long beganMicros,
            SequenceConvention presumed) {
        this.presumed = presumed;
        this.session = session;
        this.epochMillis = epochMillis;
        this.began = began;
        this.beganMicros = beganMicros;
    }

    /** What its numbers mean, as far as it is known. */
    SequenceConvention convention() {
        return line == null ? presumed : line.convention;
    }

    /** Units that came. */
    long received() {
        return line.convention.countsFlows() ? totals.flows : totals.datagrams;
    }

    SessionReport report(long nowMicros, Ending ending) {
        boolean counted = line.convention != SequenceConvention.CONSTANT;
        return new SessionReport(
                session,
                epochMillis,
                nowMicros,
                began,
                ending,
                line.convention,
                discriminated,
                beganMicros,
                boot.lastReceivedMicros(),
                boot.bootedAtMillis(),
                clockSkewMillis,
                totals.routedDatagrams > 0,
                samplingMode,
                samplingInterval,
                line.base & 0xFFFF_FFFFL,
                line.top & 0xFFFF_FFFFL,
                counted ? line.span() : -1,
                counted ? totals.lost : -1,
                line.open.units(),
                counts());
    }

    private SessionReport.Counts counts() {
        return new SessionReport.Counts(
                totals.datagrams,
                totals.flows,
                totals.packets,
                totals.octets,
                totals.duplicates,
                totals.late,
                totals.stale,
                totals.clockSteps,
                totals.repaired(Repairs.TRUNCATED),
                totals.repaired(Repairs.OVERSIZED),
                totals.repaired(Repairs.TRAILING_BYTES),
                totals.repaired(Repairs.CONCATENATED),
                totals.repaired(Repairs.NSECS_OUT_OF_RANGE));
    }

    /** What showed when {@code gap} closes: there was nothing to wait for. */
    MissingRange range(MissingRange.Kind kind, Gap gap, long units) {
        return range(kind, gap, units, 0, gap.closesMicros(), true);
    }

    MissingRange range(
            MissingRange.Kind kind,
            Gap gap,
            long units,
            long ofRefused,
            long shownMicros,
            boolean complete) {
        return new MissingRange(
                session,
                epochMillis,
                kind,
                gap.from() & 0xFFFF_FFFFL,
                gap.to() - 1 & 0xFFFF_FFFFL,
                units,
                line.convention.countsFlows(),
                MissingRange.UNKNOWN,
                ofRefused,
                totals.meanFlows(),
                gap.afterMicros(),
                gap.beforeMicros(),
                shownMicros,
                gap.spool(),
                complete);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(epochMillis);
        out.writeByte(began.code());
        out.writeLong(beganMicros);
        out.writeByte(presumed.ordinal());
        totals.write(out);
        boot.write(out);
        recent.write(out);
        out.writeBoolean(line != null);
        if (line != null) {
            line.write(out);
        }
        out.writeBoolean(discriminated);
        entered.write(out);
        refused.write(out);
        out.writeLong(forgottenBelow);
        out.writeLong(clockSkewMillis);
        out.writeInt(samplingMode);
        out.writeInt(samplingInterval);
        out.writeInt(spool);
        out.writeLong(reportedHour);
        out.writeLong(supersededMicros);
        out.writeLong(replacedMicros);
    }

    static Numbering read(SessionKey session, DataInput in) throws IOException {
        Numbering numbering =
                new Numbering(
                        session,
                        in.readLong(),
                        Beginning.ofCode(in.readByte()),
                        in.readLong(),
                        SequenceConvention.values()[in.readByte()]);
        numbering.totals.read(in);
        numbering.boot.read(in);
        numbering.recent = RecentDatagrams.read(in);
        numbering.line = in.readBoolean() ? NumberLine.read(in) : null;
        numbering.discriminated = in.readBoolean();
        numbering.entered = Gaps.read(in);
        numbering.refused.read(in);
        numbering.forgottenBelow = in.readLong();
        numbering.clockSkewMillis = in.readLong();
        numbering.samplingMode = in.readInt();
        numbering.samplingInterval = in.readInt();
        numbering.spool = in.readInt();
        numbering.reportedHour = in.readLong();
        numbering.supersededMicros = in.readLong();
        numbering.replacedMicros = in.readLong();
        return numbering;
    }
}
