package io.flowledger.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a collect run has come. Counts are since the run began; a datagram that was replayed after a failure counts once.
 *
 * @param refused payloads and parts of payloads that went to quarantine
 * @param repaired flows whose datagram was kept in part (truncated)
 * @param kernelDrops datagrams the kernel dropped at our sockets; negative: unknown
 * @param spoolDrops datagrams the spool had no room for
 * @param notAllowed datagrams of senders that are not on the allow-list
 * @param backlogBytes spooled and not read yet
 * @param files files committed
 */
public record CollectProgress(
        long datagrams,
        long flows,
        long packets,
        long octets,
        long refused,
        long kernelDrops,
        long spoolDrops,
        long notAllowed,
        long exporters,
        long backlogBytes,
        long files,
        Optional<Instant> lastCommit) {}
