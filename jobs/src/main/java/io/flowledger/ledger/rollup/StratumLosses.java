package io.flowledger.ledger.rollup;

import java.util.HashMap;
import java.util.Map;

/**
 * Why strata lost flows, from the entries of the ledger: those of a session that showed in the
 * stratum's minute. A minute that had too little to estimate its losses from was put together with
 * a later one; then that one lost more than its own entries say, and the entries of the minutes
 * before it make up for the difference.
 */
public final class StratumLosses {

    /** As long as a minute waits for another one at most. */
    public static final long MOST_WAIT_MILLIS = 3_600_000;

    private static final LossMinutes NOTHING = new LossMinutes();

    private final Map<Session, LossMinutes> sessions = new HashMap<>();

    /**
     * An export session.
     *
     * @param port UDP source port, or -1 where sessions are told apart without it
     */
    public record Session(String exporter, int port, int engineType, int engineId) {
        long digest() {
            return Mixing.text(exporter + " " + port + " " + engineType + "/" + engineId);
        }
    }

    /**
     * @param cause see {@link LossCauses}
     * @param areFlows what units are; else they are datagrams of unknown size
     * @param units lost; negative for a correction
     */
    public void add(Session session, long detectedMillis, int cause, boolean areFlows, long units) {
        sessions.computeIfAbsent(session, none -> new LossMinutes())
                .add(detectedMillis, cause, areFlows, units);
    }

    /** All is added; to be called before it is looked at. */
    public void complete() {
        sessions.values().forEach(LossMinutes::sort);
    }

    /**
     * How the flows that a stratum lost divide into causes.
     *
     * @param minuteMillis of receipt, the last one if it has several
     * @param lostFlows all it lost, not 0
     * @return part of each cause, which add up to 1; a part may be negative or more than 1 where
     *     more of a cause was taken back than lost
     */
    public double[] parts(Session session, long minuteMillis, long lostFlows) {
        LossMinutes losses = sessions.getOrDefault(session, NOTHING);
        int end = losses.firstFrom(minuteMillis + LossMinutes.MINUTE_MILLIS);
        int from = losses.firstFrom(minuteMillis);
        int start = from;
        Tally tally = new Tally(losses);
        tally.add(start, end);
        long earliest = minuteMillis;
        while (!tally.explains(lostFlows) && start > 0) {
            long before = losses.minuteMillis(start - 1);
            if (earliest - before >= MOST_WAIT_MILLIS) {
                break;
            }
            int more = losses.firstFrom(before);
            tally.add(more, start);
            start = more;
            earliest = before;
        }
        if (!tally.explains(lostFlows)) {
            tally = new Tally(losses);
            tally.add(from, end);
        }
        return tally.parts(lostFlows);
    }

    /**
     * A number that tells entries from others, of the minutes from one up to and with another;
     * however many rows there are of the same.
     */
    public long digest(long fromMillis, long toMillis) {
        long digest = 0;
        for (Map.Entry<Session, LossMinutes> session : sessions.entrySet()) {
            LossMinutes losses = session.getValue();
            long seed = session.getKey().digest();
            int end = losses.firstFrom(toMillis + LossMinutes.MINUTE_MILLIS);
            for (int i = losses.firstFrom(fromMillis); i < end; i++) {
                digest += Mixing.mix(seed + losses.key(i)) * losses.units(i);
            }
        }
        return digest;
    }

    /** Entries that may be of a stratum. */
    private static final class Tally {

        private final LossMinutes losses;
        private final long[] flows = new long[LossCauses.COUNT];
        private final long[] datagrams = new long[LossCauses.COUNT];
        private long allFlows;
        private long allDatagrams;

        Tally(LossMinutes losses) {
            this.losses = losses;
        }

        void add(int from, int to) {
            for (int i = from; i < to; i++) {
                if (losses.areFlows(i)) {
                    flows[losses.cause(i)] += losses.units(i);
                    allFlows += losses.units(i);
                } else {
                    datagrams[losses.cause(i)] += losses.units(i);
                    allDatagrams += losses.units(i);
                }
            }
        }

        /** Datagrams of unknown size explain whatever is left. */
        boolean explains(long lostFlows) {
            return allDatagrams != 0 || allFlows == lostFlows;
        }

        double[] parts(long lostFlows) {
            double size = allDatagrams == 0 ? 0 : (double) (lostFlows - allFlows) / allDatagrams;
            double[] parts = new double[LossCauses.COUNT];
            // more entries than the stratum lost: there was another of the same minute
            boolean shared =
                    allDatagrams == 0
                            && Long.signum(allFlows) == Long.signum(lostFlows)
                            && Math.abs(allFlows) > Math.abs(lostFlows);
            double whole = shared ? allFlows : lostFlows;
            for (int cause = 0; cause < parts.length; cause++) {
                parts[cause] = (flows[cause] + size * datagrams[cause]) / whole;
            }
            if (!shared && allDatagrams == 0) {
                parts[LossCauses.UNKNOWN] += (double) (lostFlows - allFlows) / lostFlows;
            }
            return parts;
        }
    }
}
