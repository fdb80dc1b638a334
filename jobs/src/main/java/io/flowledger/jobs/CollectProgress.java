package io.flowledger.jobs;

import io.flowledger.netflow.source.SourceSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a collect run has come. What went to the archive is counted since the run began, and a
 * datagram that was replayed after a failure once.
 *
 * @param datagrams accepted and handed to the archive
 * @param quarantined payloads and parts of payloads that were refused: their raw bytes went to
 *     quarantine
 * @param quarantineOmitted those of them whose bytes did not, since it had enough in that minute
 * @param read what the source says of its spools and senders
 * @param kernelDrops datagrams the kernel dropped at the sockets; negative where the system does
 *     not tell
 * @param spoolDrops datagrams the spool had no room for
 * @param notAllowed datagrams of senders that the allow-list does not name
 * @param files committed
 * @param exporters what became of each exporter's flows
 */
public record CollectProgress(
        long datagrams,
        long flows,
        long packets,
        long octets,
        long quarantined,
        long quarantineOmitted,
        SourceSummary read,
        long kernelDrops,
        long spoolDrops,
        long notAllowed,
        long files,
        Optional<Instant> lastCommit,
        List<ExporterProgress> exporters) {

    /** Flows entered as lost, of all exporters. */
    public long lostFlows() {
        return exporters.stream().mapToLong(ExporterProgress::lost).sum();
    }

    public long duplicates() {
        return exporters.stream().mapToLong(ExporterProgress::duplicates).sum();
    }
}
