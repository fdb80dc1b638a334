package io.flowledger.bench.ingest;

/**
 * One run of the whole collector.
 *
 * @param sentFlows truth
 * @param archivedFlows what the collector says it archived
 * @param sendSeconds how long traffic came
 * @param drainSeconds from the stop signal to the end of the process
 * @param cpuSeconds of the collector from the first datagram to its end
 * @param peakResidentBytes of the collector's process
 * @param files data files in the warehouse
 * @param bytes of them
 */
record CollectResult(
        long askedFlowsPerSecond,
        long sentDatagrams,
        long sentFlows,
        long archivedDatagrams,
        long archivedFlows,
        long refused,
        long kernelDrops,
        long spoolDrops,
        double sendSeconds,
        double drainSeconds,
        double cpuSeconds,
        long peakResidentBytes,
        HeapLog heap,
        long files,
        long bytes) {

    boolean isLossFree() {
        return archivedFlows == sentFlows && kernelDrops == 0 && spoolDrops == 0 && refused == 0;
    }

    double flowsPerSecond() {
        return sentFlows / sendSeconds;
    }

    double cpuSecondsPerMillionFlows() {
        return cpuSeconds / sentFlows * 1e6;
    }

    double bytesPerFlow() {
        return archivedFlows == 0 ? 0 : (double) bytes / archivedFlows;
    }
}
