package io.flowledger.bench.accounting;

import io.flowledger.bench.estimates.Verdict;
import java.util.ArrayList;
import java.util.List;

/** How keys that are alike fared over the runs: those of a size, or one key by itself. */
final class Tally {

    private long keys;
    private long above;
    private long below;
    private final Deviations received = new Deviations();
    private final Deviations estimated = new Deviations();
    private double runTruth;
    private double runReceived;
    private double runEstimated;

    /** Relative deviations from the truth, one of each run. */
    static final class Deviations {

        private final List<Double> ofRuns = new ArrayList<>();

        double mean() {
            return ofRuns.stream().mapToDouble(each -> each).average().orElse(0);
        }

        /** Of the mean; not a number after a single run. */
        double standardError() {
            double mean = mean();
            double squares =
                    ofRuns.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
            int n = ofRuns.size();
            return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
        }
    }

    /**
     * Adds a key of the run in hand.
     *
     * @return whether its interval holds the truth
     */
    boolean add(ComparedTraffic.Compared key) {
        keys++;
        runTruth += key.octets();
        runReceived += key.estimate().observed();
        runEstimated += key.estimate().estimated();
        Verdict verdict = Verdict.of(key.estimate().interval(), key.octets());
        below += verdict == Verdict.BELOW ? 1 : 0;
        above += verdict == Verdict.ABOVE ? 1 : 0;
        return verdict == Verdict.HELD;
    }

    void endRun() {
        if (runTruth > 0) {
            received.ofRuns.add(runReceived / runTruth - 1);
            estimated.ofRuns.add(runEstimated / runTruth - 1);
        }
        runTruth = 0;
        runReceived = 0;
        runEstimated = 0;
    }

    /** Over all runs. */
    long keys() {
        return keys;
    }

    double held() {
        return 1 - missedBelow() - missedAbove();
    }

    /** Of {@link #held}, were keys independent. */
    double heldError() {
        return Math.sqrt(held() * (1 - held()) / keys);
    }

    /** The truth was below the interval. */
    double missedBelow() {
        return (double) below / keys;
    }

    /** The truth was above it. */
    double missedAbove() {
        return (double) above / keys;
    }

    Deviations received() {
        return received;
    }

    Deviations estimated() {
        return estimated;
    }
}
