package io.flowledger.bench.traffic;

/**
 * When exporter processes restart: each every so often, or each a number of times over the run. The
 * processes are staggered, so that not all restart at once. Two unrelated measures (time and
 * progress) are kept as one number per process: the next due.
 */
final class RestartSchedule {

    private final double[] nextDue;
    private final double[] step;
    private final double end;
    private double earliest;
    private final boolean byTime;

    /** Progress is 0 … 1 of the planned run. */
    RestartSchedule(TrafficOptions options, int processes, long startMicros) {
        byTime = options.restartEvery() != null;
        nextDue = new double[processes];
        step = new double[processes];
        end = byTime ? Double.MAX_VALUE : 1;
        for (int process = 0; process < processes; process++) {
            double stagger = (process + 1.0) / (processes + 1);
            if (byTime) {
                step[process] = options.restartEvery().toNanos() / 1e3;
                nextDue[process] = startMicros + step[process] * (0.5 + stagger / 2);
            } else if (options.restarts() > 0) {
                step[process] = 1.0 / options.restarts();
                nextDue[process] = step[process] * stagger;
            } else {
                nextDue[process] = Double.MAX_VALUE;
            }
        }
    }

    /** A process that restarts now, or -1; call again until it says -1. */
    int nextDue(long nowMicros, double progress) {
        double measure = byTime ? nowMicros : progress;
        if (measure < earliest) {
            return -1;
        }
        int due = -1;
        for (int process = 0; process < nextDue.length; process++) {
            if (due < 0 || nextDue[process] < nextDue[due]) {
                due = process;
            }
        }
        if (measure < nextDue[due] || nextDue[due] >= end) {
            earliest = nextDue[due];
            return -1;
        }
        nextDue[due] += step[due];
        return due;
    }
}
