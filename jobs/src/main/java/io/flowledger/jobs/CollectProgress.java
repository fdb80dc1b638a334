package io.flowledger.jobs;

import io.flowledger.netflow.source.SourceSummary;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a collect run has come. What went to the archive is counted since the run began, and a
 * datagram that was replayed after a failure once.
 *
 * @param datagrams accepted and handed to the archive
 * @param quarantined payloads and parts of payloads whose raw bytes went to quarantine
 * @param read what the source says of its sockets, spools and senders
 * @param files committed
 */
public record CollectProgress(
        long datagrams,
        long flows,
        long packets,
        long octets,
        long quarantined,
        SourceSummary read,
        long files,
        Optional<Instant> lastCommit) {

    /** Datagrams the kernel dropped at our sockets; negative where the system does not tell. */
    public long kernelDrops() {
        return read.kernelDropsKnown() ? read.kernelDrops() : -1;
    }
}
