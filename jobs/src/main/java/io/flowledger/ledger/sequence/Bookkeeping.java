package io.flowledger.ledger.sequence;

import io.flowledger.netflow.wire.V5Layout;

/**
 * Keeps the numberings of a session: takes datagrams in, enters what did not come, reads the
 * convention. Holds no state of its own.
 */
final class Bookkeeping {

    /** Datagrams from which on the convention is read. */
    private static final int FEWEST_TO_READ = 4;

    /** Steps a convention must be ahead by, to be settled before its time. */
    private static final int SURE_MARGIN = 3;

    /** Steps a convention must be ahead by, not to be doubted later. */
    private static final int CLEAR_MARGIN = 2;

    /** Datagrams that settle an ambiguous convention once the reorder window is over. */
    private static final int ENOUGH_TO_ASSUME = 8;

    private static final long LONGEST_UNSETTLED_MICROS =
            AuditOptions.LONGEST_UNSETTLED.toNanos() / 1_000;

    /** Open gaps of one numbering; beyond it the oldest is entered as lost before its time. */
    private static final int MAX_OPEN_GAPS = 16_384;

    /** Gaps that can still be corrected, of one numbering. */
    private static final int MAX_REMEMBERED_GAPS = 4_096;

    /** Of those, for whoever sent little. */
    private static final int FEWEST_REMEMBERED_GAPS = 64;

    /** More gaps than one in so many datagrams are no exporter's: bounds all of them together. */
    private static final int DATAGRAMS_PER_REMEMBERED_GAP = 16;

    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private final AuditOptions options;

    Bookkeeping(AuditOptions options) {
        this.options = options;
    }

    /** Takes a datagram that fits as {@link FitRule} said; not for a duplicate or a stale one. */
    void accept(Numbering n, Sighting s, Fit fit, AuditEvents events) {
        n.totals.accepted(s);
        n.clockSkewMillis = s.exportedMillis - s.receivedMicros / 1_000;
        n.samplingMode = s.samplingMode;
        n.samplingInterval = s.samplingInterval;
        n.spool = s.spool;
        remember(n, s);
        if (n.line == null) {
            n.boot.update(s);
            settleIfTime(n, s, events);
        } else {
            acceptSettled(n, s, fit, events);
        }
        if (n.line != null && s.present < s.claimed && n.line.convention.countsFlows()) {
            truncated(n, s, events);
        }
        reportHourly(n, s.receivedMicros, events);
    }

    private void settleIfTime(Numbering n, Sighting s, AuditEvents events) {
        int size = n.recent.size();
        boolean windowOver = s.receivedMicros - n.beganMicros > options.windowMicros();
        boolean needsPosition = s.present < s.claimed;
        if (needsPosition
                || size >= RecentDatagrams.KEPT
                || size >= ENOUGH_TO_ASSUME && windowOver
                || size >= FEWEST_TO_READ
                        && ConventionReading.of(n.recent, null, n.presumed).margin()
                                >= SURE_MARGIN) {
            settle(n, s.receivedMicros);
            report(n, s.receivedMicros, null, events);
        }
    }

    private void acceptSettled(Numbering n, Sighting s, Fit fit, AuditEvents events) {
        switch (fit) {
            case IN_ORDER, IN_ORDER_AFTER_STEP -> {
                n.discriminated |= n.line.isDiscriminating(s);
                timed(n, s);
                n.line.moveTop(s);
            }
            case AHEAD -> {
                if (n.line.open.size() >= MAX_OPEN_GAPS) {
                    enter(n, n.line.open.removeFirst(), s.receivedMicros, events);
                }
                timed(n, s);
                n.line.leap(s, options.windowMicros());
            }
            case LATE -> {
                n.totals.late++;
                n.line.fill(s);
            }
            case EARLY -> {
                n.totals.late++;
                n.line.prepend(s, n.beganMicros + options.windowMicros());
            }
            case CORRECTION -> correct(n, s, events);
            case MISREAD -> {
                timed(n, s);
                reread(n, s.receivedMicros, events);
            }
            default -> throw new IllegalStateException(fit + " is not to be accepted");
        }
    }

    private void timed(Numbering n, Sighting s) {
        n.totals.clockSteps += n.boot.isClockStep(s) ? 1 : 0;
        n.boot.update(s);
    }

    private void correct(Numbering n, Sighting s, AuditEvents events) {
        long start = n.line.start(s);
        long end = n.line.end(s);
        Gap gap = n.entered.holding(start, end);
        n.entered.fill(start, end, s);
        n.totals.late++;
        n.totals.lost -= end - start;
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
        events.missing(n.range(MissingRange.Kind.CORRECTION, filled, start - end));
    }

    private void truncated(Numbering n, Sighting s, AuditEvents events) {
        long end = n.line.end(s);
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
        n.totals.lost += missing.units();
        events.missing(n.range(MissingRange.Kind.TRUNCATED, missing, missing.units()));
    }

    private void remember(Numbering n, Sighting s) {
        n.recent.add(s);
        forgetOld(n, s.receivedMicros);
    }

    private void forgetOld(Numbering n, long nowMicros) {
        while (n.recent.isOldestDue(nowMicros - options.windowMicros())) {
            if (n.line != null) {
                n.forgottenBelow =
                        Math.max(
                                n.forgottenBelow,
                                n.line.end(n.recent.sequence(0), n.recent.count(0)));
            }
            n.recent.dropOldest();
        }
    }

    // ---- convention ----------------------------------------------------------------------------

    /**
     * @param nowMicros when its numbers can be read, and so what is missing shows
     */
    private void settle(Numbering n, long nowMicros) {
        ConventionReading reading = ConventionReading.of(n.recent, null, n.presumed);
        n.discriminated = reading.margin() >= CLEAR_MARGIN;
        int first = reading.convention().start(n.recent.sequence(0), n.recent.count(0));
        n.line =
                NumberLine.of(
                        reading.convention(),
                        n.recent,
                        first & 0xFFFF_FFFFL,
                        options.windowMicros(),
                        nowMicros,
                        n.spool);
    }

    /**
     * The convention was assumed as long as all datagrams had the same count, and the first ones of
     * another count contradict it. The last datagrams are read anew; what was entered as lost under
     * the wrong reading is corrected to the unit.
     */
    private void reread(Numbering n, long nowMicros, AuditEvents events) {
        NumberLine wrong = n.line;
        ConventionReading reading = ConventionReading.of(n.recent, null, wrong.convention);
        n.line =
                NumberLine.of(
                        reading.convention(),
                        n.recent,
                        wrong.top,
                        options.windowMicros(),
                        Long.MIN_VALUE,
                        n.spool);
        n.line.beginWith(wrong);
        n.discriminated = true;
        while (!n.line.open.isEmpty() && n.line.open.first().closesMicros() < nowMicros) {
            n.line.open.removeFirst();
        }
        n.entered = new Gaps();
        n.forgottenBelow = n.line.top;
        long lost = n.line.span() - n.received() - n.line.open.units();
        if (n.line.convention == SequenceConvention.CONSTANT) {
            lost = 0;
        }
        if (lost != n.totals.lost) {
            Gap everything =
                    new Gap(
                            n.line.base,
                            n.line.top,
                            n.beganMicros,
                            nowMicros,
                            nowMicros,
                            0,
                            0,
                            n.spool);
            events.missing(n.range(MissingRange.Kind.CORRECTION, everything, lost - n.totals.lost));
            n.totals.lost = lost;
        }
        report(n, nowMicros, null, events);
    }

    // ---- time ----------------------------------------------------------------------------------

    /** Time went on: enters what did not come. */
    void advance(Numbering n, long nowMicros, AuditEvents events) {
        if (n.line == null && nowMicros > n.beganMicros + LONGEST_UNSETTLED_MICROS) {
            settle(n, n.beganMicros + LONGEST_UNSETTLED_MICROS);
            report(n, nowMicros, null, events);
        }
        if (n.line == null) {
            return;
        }
        if (isGapDue(n, nowMicros) && FitRule.isMisread(n, null)) {
            reread(n, nowMicros, events);
        }
        while (isGapDue(n, nowMicros)) {
            Gap gap = n.line.open.removeFirst();
            enter(n, gap, gap.closesMicros(), events);
        }
        while (!n.entered.isEmpty()
                && (n.entered.first().closesMicros() + options.memoryMicros() < nowMicros
                        || n.entered.size() > rememberedGaps(n))) {
            n.forgottenBelow = Math.max(n.forgottenBelow, n.entered.removeFirst().to());
        }
        // not before every gap is entered: what is read from the datagrams must not depend on when
        if (silentMicros(n) < nowMicros) {
            forgetOld(n, nowMicros);
        }
        n.recent.trim();
    }

    private long silentMicros(Numbering n) {
        return n.recent.receivedMicros(n.recent.size() - 1) + options.windowMicros();
    }

    private static long rememberedGaps(Numbering n) {
        return Math.min(
                MAX_REMEMBERED_GAPS,
                FEWEST_REMEMBERED_GAPS + n.totals.datagrams / DATAGRAMS_PER_REMEMBERED_GAP);
    }

    private boolean isGapDue(Numbering n, long nowMicros) {
        return !n.line.open.isEmpty() && n.line.open.first().closesMicros() < nowMicros;
    }

    /** When {@link #advance} must be called next, though no datagram comes; MAX_VALUE: never. */
    long nextDeadlineMicros(Numbering n) {
        if (n.line == null) {
            return n.beganMicros + LONGEST_UNSETTLED_MICROS;
        }
        long closes = n.line.open.isEmpty() ? Long.MAX_VALUE : n.line.open.first().closesMicros();
        return Math.min(closes, trimMicros(n));
    }

    /** When a session that has been fast gives back the memory it took, though it fell silent. */
    private long trimMicros(Numbering n) {
        return n.recent.isLarge() ? silentMicros(n) : Long.MAX_VALUE;
    }

    private void enter(Numbering n, Gap gap, long atMicros, AuditEvents events) {
        n.totals.lost += gap.units();
        long ofRefused =
                n.refused.unitsWithin(
                        gap,
                        n.line.convention,
                        V5Layout.MAX_SPECIFIED_COUNT,
                        (int) Math.round(n.totals.meanFlows()));
        boolean complete = atMicros >= gap.closesMicros();
        long shown = Math.max(gap.beforeMicros(), gap.closesMicros() - options.windowMicros());
        events.missing(
                n.range(MissingRange.Kind.GAP, gap, gap.units(), ofRefused, shown, complete));
        n.entered.addLast(
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
    void end(Numbering n, Ending ending, long nowMicros, AuditEvents events) {
        if (n.line == null) {
            settle(n, nowMicros);
        }
        while (!n.line.open.isEmpty()) {
            Gap gap = n.line.open.removeFirst();
            enter(n, gap, Math.min(gap.closesMicros(), nowMicros), events);
        }
        report(n, nowMicros, ending, events);
    }

    /**
     * Enters that an unknown number is missing between the numbering before and this one. If this
     * one began with a boot, its numbers began at 0, and what is below its first one is lost.
     */
    void enterReplacement(Numbering n, long nowMicros, AuditEvents events) {
        if (n.line == null) {
            settle(n, nowMicros);
        }
        long first = n.line.base & 0xFFFF_FFFFL;
        boolean fromZero =
                n.began == Beginning.RESTART
                        && n.line.convention.countsFlows()
                        && first <= options.largestGap();
        events.missing(
                new MissingRange(
                        n.session,
                        n.epochMillis,
                        MissingRange.Kind.RESTART,
                        -1,
                        -1,
                        MissingRange.UNKNOWN,
                        n.line.convention.countsFlows(),
                        fromZero ? first : MissingRange.UNKNOWN,
                        0,
                        n.totals.meanFlows(),
                        n.replacedMicros,
                        n.beganMicros,
                        n.beganMicros,
                        n.spool,
                        true));
        n.replacedMicros = Long.MAX_VALUE;
    }

    private void reportHourly(Numbering n, long nowMicros, AuditEvents events) {
        if (n.line != null && Math.floorDiv(nowMicros, MICROS_PER_HOUR) > n.reportedHour) {
            report(n, nowMicros, null, events);
        }
    }

    private void report(Numbering n, long nowMicros, Ending ending, AuditEvents events) {
        n.reportedHour = Math.floorDiv(nowMicros, MICROS_PER_HOUR);
        events.report(n.report(nowMicros, ending));
    }
}
