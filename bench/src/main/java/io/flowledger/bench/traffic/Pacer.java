package io.flowledger.bench.traffic;

/**
 * How many flows are due: {@code rate · elapsed}, in slices of about a millisecond. After a pause
 * (of the machine, or of this process) what was missed is made up at half more than the rate, not
 * in one burst that would overflow a socket buffer and be blamed on the collector.
 */
public final class Pacer {

    private static final double CATCH_UP = 1.5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double flowsPerNano;
    private final long startNanos;
    private long lastNanos;

    public Pacer(long flowsPerSecond, long startNanos) {
        this.flowsPerNano = flowsPerSecond / NANOS_PER_SECOND;
        this.startNanos = startNanos;
        this.lastNanos = startNanos;
    }

    /**
     * Flows to send now, at least {@code datagramFlows} as soon as so many are due; 0 if it is not
     * yet time.
     */
    public long due(long nowNanos, long sentSoFar, int datagramFlows) {
        double behind = (nowNanos - startNanos) * flowsPerNano - sentSoFar;
        double slice = (nowNanos - lastNanos) * flowsPerNano;
        lastNanos = nowNanos;
        if (behind < datagramFlows) {
            return 0;
        }
        // One millisecond's worth may always go: waits are not shorter. Five are the most at once.
        double limit = Math.max(flowsPerNano * 1e6, Math.min(slice, flowsPerNano * 5e6)) * CATCH_UP;
        return (long) Math.max(datagramFlows, Math.min(behind, limit));
    }
}
