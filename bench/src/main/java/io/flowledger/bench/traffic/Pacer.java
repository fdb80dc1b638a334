package io.flowledger.bench.traffic;

/**
 * How many flows are due: {@code rate · elapsed}. After a pause (of the machine, or of this
 * process) what was missed is made up at half more than the rate, not in one burst that would
 * overflow a socket buffer and be blamed on the collector.
 */
public final class Pacer {

    private static final double CATCH_UP = 1.5;
    private static final double NANOS_PER_SECOND = 1e9;

    /** A pause longer than this is not made up at once. */
    private static final double MAX_BURST_NANOS = 5e6;

    private final double flowsPerNano;
    private final long startNanos;
    private long lastNanos;
    private double allowance;

    public Pacer(long flowsPerSecond, long startNanos) {
        this.flowsPerNano = flowsPerSecond / NANOS_PER_SECOND;
        this.startNanos = startNanos;
        this.lastNanos = startNanos;
    }

    /**
     * Flows to send now, at least {@code datagramFlows}; 0 if it is not yet time for so many. What
     * is granted counts as sent.
     */
    public long due(long nowNanos, long sentSoFar, int datagramFlows) {
        allowance += (nowNanos - lastNanos) * flowsPerNano * CATCH_UP;
        allowance = Math.min(allowance, Math.max(datagramFlows, flowsPerNano * MAX_BURST_NANOS));
        lastNanos = nowNanos;
        double behind = (nowNanos - startNanos) * flowsPerNano - sentSoFar;
        long granted = (long) Math.min(behind, allowance);
        if (granted < datagramFlows) {
            return 0;
        }
        allowance -= granted;
        return granted;
    }
}
