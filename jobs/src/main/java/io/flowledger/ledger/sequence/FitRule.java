package io.flowledger.ledger.sequence;

/** What a datagram is to a numbering. Decides only: nothing is changed. */
final class FitRule {

    /** A sequence below this right after a boot is a new one, even where it seems to go on. */
    private static final long SMALL_SEQUENCE = 1_000;

    /** How much faster than on average an exporter may have been while it was not heard. */
    private static final long RATE_HEADROOM = 8;

    private FitRule() {}

    static Fit fit(Numbering n, AuditOptions options, Sighting s) {
        if (n.line == null) {
            return fitUnsettled(n, options, s);
        }
        if (n.line.convention == SequenceConvention.CONSTANT) {
            return fitConstant(n, s);
        }
        long start = n.line.start(s);
        if (start == n.line.top) {
            return fitInOrder(n, s);
        }
        if (start > n.line.top) {
            boolean sameBoot = n.boot.agrees(s) && !n.boot.isRestart(s);
            return sameBoot && isBelievable(n, options, start - n.line.top, s)
                    ? Fit.AHEAD
                    : Fit.FOREIGN;
        }
        return fitBehind(n, options, s, start, n.line.end(s));
    }

    private static Fit fitUnsettled(Numbering n, AuditOptions options, Sighting s) {
        if (n.recent.size() == 0) {
            return Fit.UNSETTLED;
        }
        if (n.recent.contains(s)) {
            return Fit.DUPLICATE;
        }
        long jump = Math.abs((long) (s.sequence - n.recent.sequence(0)));
        if (!n.boot.agrees(s) || n.boot.isRestart(s) || jump > options.largestGap()) {
            return Fit.FOREIGN;
        }
        boolean mayStandStill = n.recent.size() == 1 || isStandingStill(n.recent);
        boolean sameNumber = n.recent.hasSequence(s.sequence);
        boolean contradicts = sameNumber ? !mayStandStill : n.recent.size() > 1 && mayStandStill;
        return contradicts ? Fit.FOREIGN : Fit.UNSETTLED;
    }

    private static boolean isStandingStill(RecentDatagrams recent) {
        for (int i = 1; i < recent.size(); i++) {
            if (recent.sequence(i) != recent.sequence(0)) {
                return false;
            }
        }
        return true;
    }

    private static Fit fitConstant(Numbering n, Sighting s) {
        if (n.recent.contains(s)) {
            return Fit.DUPLICATE;
        }
        return s.sequence == n.line.topSequence && !n.boot.isRestart(s)
                ? Fit.IN_ORDER
                : Fit.FOREIGN;
    }

    private static Fit fitInOrder(Numbering n, Sighting s) {
        if (n.boot.isRestart(s) && (s.sequence & 0xFFFF_FFFFL) < SMALL_SEQUENCE) {
            return Fit.FOREIGN;
        }
        return n.boot.agrees(s) ? Fit.IN_ORDER : Fit.IN_ORDER_AFTER_STEP;
    }

    private static Fit fitBehind(
            Numbering n, AuditOptions options, Sighting s, long start, long end) {
        if (n.recent.contains(s)) {
            return Fit.DUPLICATE;
        }
        if (n.boot.isRestart(s)) {
            return Fit.FOREIGN;
        }
        if (isWithin(n.line.open.holding(start, end), s)) {
            return Fit.LATE;
        }
        if (isWithin(n.entered.holding(start, end), s)) {
            return Fit.CORRECTION;
        }
        if (!n.boot.agrees(s)) {
            return Fit.FOREIGN;
        }
        if (isMisread(n, s)) {
            return Fit.MISREAD;
        }
        if (end <= n.line.base) {
            boolean young = s.receivedMicros <= n.beganMicros + options.windowMicros();
            return young && n.line.base - start <= options.largestGap() ? Fit.EARLY : Fit.STALE;
        }
        return end <= n.forgottenBelow ? Fit.STALE : Fit.FOREIGN;
    }

    private static boolean isWithin(Gap gap, Sighting s) {
        return gap != null
                && BootClock.isBetween(gap.uptimeBefore(), s.uptimeMillis, gap.uptimeAfter());
    }

    /** Whether the convention was only assumed, and another one explains more. */
    static boolean isMisread(Numbering n, Sighting further) {
        if (n.discriminated || n.line == null || n.line.convention == SequenceConvention.CONSTANT) {
            return false;
        }
        ConventionReading reading = ConventionReading.of(n.recent, further, n.line.convention);
        return reading.convention() != n.line.convention;
    }

    /** What may be missing grows with the time for which the exporter was not heard. */
    private static boolean isBelievable(Numbering n, AuditOptions options, long gap, Sighting s) {
        if (gap <= options.largestGap()) {
            return true;
        }
        double heardMicros = Math.max(1_000_000, n.line.topMicros - n.beganMicros);
        double rate = n.line.span() / heardMicros;
        return gap <= RATE_HEADROOM * rate * (s.receivedMicros - n.line.topMicros);
    }
}
