package io.flowledger.bench.ingest;

import java.util.Optional;

/**
 * Looks for the highest rate that a trial passes: up by a quarter until one fails (or the sender
 * itself keeps no pace), then halving the gap. A failed trial is repeated once, since on a shared
 * machine a single loss may be the machine's. Bounded by the number of trials.
 */
final class RateSearch {

    private static final double STEP = 1.25;
    private static final double FINE_ENOUGH = 1.04;

    /** One run at a rate; what it was is up to the caller. */
    interface Trial<T> {
        T at(long rate) throws Exception;

        boolean passed(T result);
    }

    private final int maxTrials;

    RateSearch(int maxTrials) {
        this.maxTrials = maxTrials;
    }

    /** The result of the highest rate that passed; empty if none did. */
    <T> Optional<T> highest(long startRate, long maxRate, Trial<T> trial) throws Exception {
        T best = null;
        long passed = 0;
        long failed = 0;
        long rate = startRate;
        int failures = 0;
        for (int run = 0; run < maxTrials; run++) {
            T result = trial.at(rate);
            if (trial.passed(result)) {
                best = result;
                passed = rate;
                failures = 0;
                if (rate >= maxRate) {
                    break;
                }
            } else if (++failures == 1) {
                continue;
            } else {
                failed = rate;
                failures = 0;
            }
            if (failed == 0) {
                rate = Math.min(maxRate, (long) (rate * STEP));
            } else if (passed == 0) {
                rate = rate / 2;
            } else if ((double) failed / passed < FINE_ENOUGH) {
                break;
            } else {
                rate = (passed + failed) / 2;
            }
        }
        return Optional.ofNullable(best);
    }
}
