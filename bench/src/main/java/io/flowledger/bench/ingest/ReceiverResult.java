package io.flowledger.bench.ingest;

/**
 * One trial of the receiver alone.
 *
 * @param askedFlowsPerSecond rate the generator was told
 * @param sentDatagrams what left the generator
 * @param spooledDatagrams what the receiver says it wrote
 * @param kernelDrops datagrams that overflowed the socket buffer
 * @param spoolDrops datagrams the spool had no room for
 * @param seconds of sending
 * @param receiverCpuSeconds during sending and draining
 */
record ReceiverResult(
        int recordsPerDatagram,
        long askedFlowsPerSecond,
        long sentDatagrams,
        long spooledDatagrams,
        long kernelDrops,
        long spoolDrops,
        double seconds,
        double receiverCpuSeconds) {

    /** The generator has to have kept the rate, or the trial says nothing about it. */
    private static final double RATE_KEPT = 0.98;

    boolean isLossFree() {
        return spooledDatagrams == sentDatagrams && kernelDrops == 0 && spoolDrops == 0;
    }

    boolean isRateKept() {
        return sentDatagrams * (double) recordsPerDatagram / seconds
                >= askedFlowsPerSecond * RATE_KEPT;
    }

    double datagramsPerSecond() {
        return sentDatagrams / seconds;
    }

    double cpuSecondsPerMillionDatagrams() {
        return receiverCpuSeconds / sentDatagrams * 1e6;
    }

    double cpuSecondsPerMillionFlows() {
        return cpuSecondsPerMillionDatagrams() / recordsPerDatagram;
    }
}
