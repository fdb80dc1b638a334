package io.flowledger.ledger.sequence;

import io.flowledger.netflow.wire.Repairs;
import io.flowledger.netflow.wire.V5Layout;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One numbering of an export session, from its first datagram to the exporter's restart. Always,
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

    /** Datagrams from which on the convention is read. */
    private static final int FEWEST_TO_READ = 4;

    /** Steps a convention must be ahead by, to be settled before its time. */
    private static final int SURE_MARGIN = 3;

    /** Steps a convention must be ahead by, not to be doubted later. */
    private static final int CLEAR_MARGIN = 2;

    /** Datagrams that settle an ambiguous convention once the reorder window is over. */
    private static final int ENOUGH_TO_ASSUME = 8;

    /** An ambiguous convention is settled after this, however few datagrams came. */
    private static final long LONGEST_UNSETTLED_MICROS = 120_000_000;

    /** A sequence below this right after a boot is a new one, even where it seems to go on. */
    private static final long SMALL_SEQUENCE = 1_000;

    /** Open gaps of one numbering; beyond it the oldest is entered as lost before its time. */
    private static final int MAX_OPEN_GAPS = 16_384;

    private static final int MAX_REMEMBERED_GAPS = 4_096;

    /** How much faster than on average an exporter may have been while it was not heard. */
    private static final long RATE_HEADROOM = 8;

    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    final long epochMillis;
    final Beginning began;
    final long beganMicros;
    final NumberingTotals totals = new NumberingTotals();
    final BootClock boot = new BootClock();

    private final SessionKey session;
    private final AuditOptions options;

    /** What the session's numbers meant before. */
    private final SequenceConvention presumed;

    private RecentDatagrams recent = new RecentDatagrams();

    /** Null until the convention is settled. */
    private NumberLine line;

    /** Whether any step was explained by this convention alone. */
    private boolean discriminated;

    /** Gaps entered as lost, that a late datagram may still correct; closed when entered. */
    private Gaps entered = new Gaps();

    private final RefusedSightings refused = new RefusedSightings();

    /** Below this position, not to be among the recent datagrams proves nothing. */
    private long forgottenBelow = Long.MIN_VALUE;

    private long clockSkewMillis;
    private int samplingMode;
    private int samplingInterval;
    private int spool;
    private long reportedHour;

    /** When a successor began that seems to have replaced this one; MAX_VALUE: none. */
    long supersededMicros = Long.MAX_VALUE;

    /** When the numbering was last heard that this one replaced; MAX_VALUE: none, or entered. */
    long replacedMicros = Long.MAX_VALUE;

    Numbering(
            SessionKey session,
            AuditOptions options,
            long epochMillis,
            Beginning began,
            long beganMicros,
            SequenceConvention presumed) {
        this.presumed = presumed;
        this.session = session;
        this.options = options;
        this.epochMillis = epochMillis;
        this.began = began;
        this.beganMicros = beganMicros;
    }

    // ---- what a datagram is to this numbering --------------------------------------------------

    /** Changes nothing. */
    Fit fit(Sighting s) {
        if (line == null) {
            return fitUnsettled(s);
        }
        if (line.convention == SequenceConvention.CONSTANT) {
            return fitConstant(s);
        }
        long start = line.start(s);
        if (start == line.top) {
            return fitInOrder(s);
        }
        if (start > line.top) {
            boolean sameBoot = boot.agrees(s) && !boot.isRestart(s);
            return sameBoot && isBelievable(start - line.top, s) ? Fit.AHEAD : Fit.FOREIGN;
        }
        return fitBehind(s, start, line.end(s));
    }

    private Fit fitUnsettled(Sighting s) {
        if (recent.size() == 0) {
            return Fit.UNSETTLED;
        }
        if (recent.contains(s)) {
            return Fit.DUPLICATE;
        }
        long jump = Math.abs((long) (s.sequence - recent.sequence(0)));
        if (!boot.agrees(s) || boot.isRestart(s) || jump > options.largestGap()) {
            return Fit.FOREIGN;
        }
        boolean mayStandStill = recent.size() == 1 || isStandingStill();
        boolean sameNumber = recent.hasSequence(s.sequence);
        boolean contradicts = sameNumber ? !mayStandStill : recent.size() > 1 && mayStandStill;
        return contradicts ? Fit.FOREIGN : Fit.UNSETTLED;
    }

    private boolean isStandingStill() {
        for (int i = 1; i < recent.size(); i++) {
            if (recent.sequence(i) != recent.sequence(0)) {
                return false;
            }
        }
        return true;
    }

    private Fit fitConstant(Sighting s) {
        if (recent.contains(s)) {
            return Fit.DUPLICATE;
        }
        return s.sequence == line.topSequence && !boot.isRestart(s) ? Fit.IN_ORDER : Fit.FOREIGN;
    }

    private Fit fitInOrder(Sighting s) {
        if (boot.isRestart(s) && (s.sequence & 0xFFFF_FFFFL) < SMALL_SEQUENCE) {
            return Fit.FOREIGN;
        }
        return boot.agrees(s) ? Fit.IN_ORDER : Fit.IN_ORDER_AFTER_STEP;
    }

    private Fit fitBehind(Sighting s, long start, long end) {
        if (recent.contains(s)) {
            return Fit.DUPLICATE;
        }
        if (boot.isRestart(s)) {
            return Fit.FOREIGN;
        }
        if (isWithin(line.open.holding(start, end), s)) {
            return Fit.LATE;
        }
        if (isWithin(entered.holding(start, end), s)) {
            return Fit.CORRECTION;
        }
        if (!boot.agrees(s)) {
            return Fit.FOREIGN;
        }
        if (isMisread(s)) {
            return Fit.MISREAD;
        }
        if (end <= line.base) {
            boolean young = s.receivedMicros <= beganMicros + options.windowMicros();
            return young && line.base - start <= options.largestGap() ? Fit.EARLY : Fit.STALE;
        }
        return end <= forgottenBelow ? Fit.STALE : Fit.FOREIGN;
    }

    private static boolean isWithin(Gap gap, Sighting s) {
        return gap != null
                && BootClock.isBetween(gap.uptimeBefore(), s.uptimeMillis, gap.uptimeAfter());
    }

    /** Whether the convention was only assumed, and another one explains more. */
    private boolean isMisread(Sighting further) {
        if (discriminated || line == null || line.convention == SequenceConvention.CONSTANT) {
            return false;
        }
        ConventionReading reading = ConventionReading.of(recent, further, line.convention);
        return reading.convention() != line.convention;
    }

    /** What may be missing grows with the time for which the exporter was not heard. */
    private boolean isBelievable(long gap, Sighting s) {
        if (gap <= options.largestGap()) {
            return true;
        }
        double heardMicros = Math.max(1_000_000, line.topMicros - beganMicros);
        double rate = line.span() / heardMicros;
        return gap <= RATE_HEADROOM * rate * (s.receivedMicros - line.topMicros);
    }

    // ---- taking it -----------------------------------------------------------------------------

    /** Takes a datagram that fits as {@link #fit} said; not for a duplicate or a stale one. */
    void accept(Sighting s, Fit fit, AuditEvents events) {
        totals.accepted(s);
        clockSkewMillis = s.exportedMillis - s.receivedMicros / 1_000;
        samplingMode = s.samplingMode;
        samplingInterval = s.samplingInterval;
        spool = s.spool;
        remember(s);
        if (line == null) {
            boot.update(s);
            settleIfTime(s, events);
        } else {
            acceptSettled(s, fit, events);
        }
        if (line != null && s.present < s.claimed && line.convention.countsFlows()) {
            truncated(s, events);
        }
        reportHourly(s.receivedMicros, events);
    }

    private void settleIfTime(Sighting s, AuditEvents events) {
        int size = recent.size();
        boolean windowOver = s.receivedMicros - beganMicros > options.windowMicros();
        boolean needsPosition = s.present < s.claimed;
        if (needsPosition
                || size >= RecentDatagrams.KEPT
                || size >= ENOUGH_TO_ASSUME && windowOver
                || size >= FEWEST_TO_READ
                        && ConventionReading.of(recent, null, presumed).margin() >= SURE_MARGIN) {
            settle(s.receivedMicros, events);
        }
    }

    private void acceptSettled(Sighting s, Fit fit, AuditEvents events) {
        switch (fit) {
            case IN_ORDER, IN_ORDER_AFTER_STEP -> {
                discriminated |= line.isDiscriminating(s);
                timed(s);
                line.moveTop(s);
            }
            case AHEAD -> {
                if (line.open.size() >= MAX_OPEN_GAPS) {
                    enter(line.open.removeFirst(), s.receivedMicros, events);
                }
                timed(s);
                line.leap(s, options.windowMicros());
            }
            case LATE -> {
                totals.late++;
                line.fill(s);
            }
            case EARLY -> {
                totals.late++;
                line.prepend(s, beganMicros + options.windowMicros());
            }
            case CORRECTION -> correct(s, events);
            case MISREAD -> {
                timed(s);
                reread(s.receivedMicros, events);
            }
            default -> throw new IllegalStateException(fit + " is not to be accepted");
        }
    }

    private void timed(Sighting s) {
        totals.clockSteps += boot.isClockStep(s) ? 1 : 0;
        boot.update(s);
    }

    private void correct(Sighting s, AuditEvents events) {
        long start = line.start(s);
        long end = line.end(s);
        Gap gap = entered.holding(start, end);
        entered.fill(start, end, s);
        totals.late++;
        totals.lost -= end - start;
        Gap filled =
                new Gap(
                        start,
                        end,
                        gap.afterMicros(),
                        gap.beforeMicros(),
                        s.receivedMicros,
                        0,
                        0,
                        s.spool);
        events.missing(range(MissingRange.Kind.CORRECTION, filled, start - end, 0));
    }

    private void truncated(Sighting s, AuditEvents events) {
        long end = line.end(s);
        Gap missing =
                new Gap(
                        end - (s.claimed - s.present),
                        end,
                        s.receivedMicros,
                        s.receivedMicros,
                        s.receivedMicros,
                        0,
                        0,
                        s.spool);
        totals.lost += missing.units();
        events.missing(range(MissingRange.Kind.TRUNCATED, missing, missing.units(), 0));
    }

    void refused(Sighting s) {
        refused.add(s);
    }

    private void remember(Sighting s) {
        recent.add(s);
        while (recent.isOldestDue(s.receivedMicros - options.windowMicros())) {
            if (line != null) {
                forgottenBelow =
                        Math.max(forgottenBelow, line.end(recent.sequence(0), recent.count(0)));
            }
            recent.dropOldest();
        }
    }

    // ---- convention ----------------------------------------------------------------------------

    private void settle(long nowMicros, AuditEvents events) {
        ConventionReading reading = ConventionReading.of(recent, null, presumed);
        discriminated = reading.margin() >= CLEAR_MARGIN;
        int first = reading.convention().start(recent.sequence(0), recent.count(0));
        line =
                NumberLine.of(
                        reading.convention(),
                        recent,
                        first & 0xFFFF_FFFFL,
                        options.windowMicros(),
                        spool);
        report(nowMicros, null, events);
    }

    /**
     * The convention was assumed as long as all datagrams had the same count, and the first ones of
     * another count contradict it. The last datagrams are read anew; what was entered as lost under
     * the wrong reading is corrected to the unit.
     */
    private void reread(long nowMicros, AuditEvents events) {
        NumberLine wrong = line;
        ConventionReading reading = ConventionReading.of(recent, null, wrong.convention);
        line =
                NumberLine.of(
                        reading.convention(), recent, wrong.top, options.windowMicros(), spool);
        line.beginWith(wrong);
        discriminated = true;
        while (!line.open.isEmpty() && line.open.first().closesMicros() < nowMicros) {
            line.open.removeFirst();
        }
        entered = new Gaps();
        forgottenBelow = line.top;
        long lost = line.span() - received() - line.open.units();
        if (line.convention == SequenceConvention.CONSTANT) {
            lost = 0;
        }
        if (lost != totals.lost) {
            Gap everything =
                    new Gap(line.base, line.top, beganMicros, nowMicros, nowMicros, 0, 0, spool);
            events.missing(range(MissingRange.Kind.CORRECTION, everything, lost - totals.lost, 0));
            totals.lost = lost;
        }
        report(nowMicros, null, events);
    }

    // ---- time ----------------------------------------------------------------------------------

    /** Time went on: enters what did not come. */
    void advance(long nowMicros, AuditEvents events) {
        if (line == null && nowMicros > beganMicros + LONGEST_UNSETTLED_MICROS) {
            settle(nowMicros, events);
        }
        if (line == null) {
            return;
        }
        if (isGapDue(nowMicros) && isMisread(null)) {
            reread(nowMicros, events);
        }
        while (isGapDue(nowMicros)) {
            Gap gap = line.open.removeFirst();
            enter(gap, gap.closesMicros(), events);
        }
        while (!entered.isEmpty()
                && (entered.first().closesMicros() + options.memoryMicros() < nowMicros
                        || entered.size() > MAX_REMEMBERED_GAPS)) {
            forgottenBelow = Math.max(forgottenBelow, entered.removeFirst().to());
        }
    }

    private boolean isGapDue(long nowMicros) {
        return !line.open.isEmpty() && line.open.first().closesMicros() < nowMicros;
    }

    /** When {@link #advance} must be called next, though no datagram comes; MAX_VALUE: never. */
    long nextDeadlineMicros() {
        if (line == null) {
            return beganMicros + LONGEST_UNSETTLED_MICROS;
        }
        return line.open.isEmpty() ? Long.MAX_VALUE : line.open.first().closesMicros();
    }

    private void enter(Gap gap, long atMicros, AuditEvents events) {
        totals.lost += gap.units();
        long ofRefused =
                refused.unitsWithin(
                        gap,
                        line.convention,
                        V5Layout.MAX_SPECIFIED_COUNT,
                        (int) Math.round(totals.meanFlows()));
        events.missing(range(MissingRange.Kind.GAP, gap, gap.units(), ofRefused));
        entered.addLast(
                new Gap(
                        gap.from(),
                        gap.to(),
                        gap.afterMicros(),
                        gap.beforeMicros(),
                        atMicros,
                        gap.uptimeBefore(),
                        gap.uptimeAfter(),
                        gap.spool()));
    }

    /** Nothing will come any more: settles and enters everything, and reports. */
    void end(Ending ending, long nowMicros, AuditEvents events) {
        if (line == null) {
            settle(nowMicros, events);
        }
        while (!line.open.isEmpty()) {
            Gap gap = line.open.removeFirst();
            enter(gap, Math.min(gap.closesMicros(), nowMicros), events);
        }
        report(nowMicros, ending, events);
    }

    /**
     * Enters that an unknown number is missing between the numbering before and this one. If this
     * one began with a boot, its numbers began at 0, and what is below its first one is lost.
     */
    void enterReplacement(long nowMicros, AuditEvents events) {
        if (line == null) {
            settle(nowMicros, events);
        }
        long first = line.base & 0xFFFF_FFFFL;
        boolean fromZero =
                began == Beginning.RESTART
                        && line.convention.countsFlows()
                        && first <= options.largestGap();
        events.missing(
                new MissingRange(
                        session,
                        epochMillis,
                        MissingRange.Kind.RESTART,
                        -1,
                        -1,
                        MissingRange.UNKNOWN,
                        line.convention.countsFlows(),
                        fromZero ? first : MissingRange.UNKNOWN,
                        0,
                        totals.meanFlows(),
                        replacedMicros,
                        beganMicros,
                        spool));
        replacedMicros = Long.MAX_VALUE;
    }

    // ---- what is known -------------------------------------------------------------------------

    /** What its numbers mean, as far as it is known. */
    SequenceConvention convention() {
        return line == null ? presumed : line.convention;
    }

    /** Units that came. */
    private long received() {
        return line.convention.countsFlows() ? totals.flows : totals.datagrams;
    }

    private void reportHourly(long nowMicros, AuditEvents events) {
        if (line != null && Math.floorDiv(nowMicros, MICROS_PER_HOUR) > reportedHour) {
            report(nowMicros, null, events);
        }
    }

    private void report(long nowMicros, Ending ending, AuditEvents events) {
        reportedHour = Math.floorDiv(nowMicros, MICROS_PER_HOUR);
        boolean counted = line.convention != SequenceConvention.CONSTANT;
        events.report(
                new SessionReport(
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
                        counts()));
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

    private MissingRange range(MissingRange.Kind kind, Gap gap, long units, long ofRefused) {
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
                gap.spool());
    }

    // ---- state ---------------------------------------------------------------------------------

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

    static Numbering read(SessionKey session, AuditOptions options, DataInput in)
            throws IOException {
        Numbering numbering =
                new Numbering(
                        session,
                        options,
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
