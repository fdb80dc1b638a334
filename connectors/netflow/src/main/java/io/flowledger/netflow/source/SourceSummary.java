package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.Refusal;
import java.util.List;
import java.util.Map;

/**
 * What a source has read, at one moment.
 *
 * @param datagrams accepted export datagrams
 * @param flows records in them
 * @param bytes of UDP payloads, refused ones too
 * @param refused by reason; every reason is a key
 * @param refusedVersions unsupported versions by number, "others" for those unheard of
 * @param truncated datagrams of which only the whole records were kept
 * @param oversized datagrams with more than 30 records
 * @param concatenated further datagrams of payloads that carried several
 * @param trailingBytes ignored behind datagrams
 * @param exporters distinct sender addresses of accepted datagrams, counted up to 65536 a subtask
 * @param kernelDrops datagrams lost for want of socket buffer
 * @param kernelDropsKnown false where some system does not tell
 * @param spoolDrops datagrams lost for want of spool space
 * @param notAllowed datagrams of senders that the allow-list does not name
 * @param grantedBufferBytes smallest socket buffer; -1 without any
 * @param backlogBytes in spools, not yet fetched
 * @param backlogAgeMillis how far behind the farthest reader is
 * @param evictedBytes deleted from spools before they were read
 * @param damagedBytes of spools that could not be read
 * @param refusingExporters those with the most refusals, per subtask that read them
 * @param remarks for people, as a capture that is cut
 */
public record SourceSummary(
        long datagrams,
        long flows,
        long bytes,
        Map<Refusal.Reason, Long> refused,
        Map<String, Long> refusedVersions,
        long truncated,
        long oversized,
        long concatenated,
        long trailingBytes,
        long exporters,
        long kernelDrops,
        boolean kernelDropsKnown,
        long spoolDrops,
        long notAllowed,
        long grantedBufferBytes,
        long backlogBytes,
        long backlogAgeMillis,
        long evictedBytes,
        long damagedBytes,
        List<RefusingExporter> refusingExporters,
        List<String> remarks) {

    /** Refused, without those of which whole records were kept. */
    public long refusedDatagrams() {
        long all = refused.values().stream().mapToLong(Long::longValue).sum();
        return all - refused.getOrDefault(Refusal.Reason.TRUNCATED, 0L);
    }
}
