package io.flowledger.archive.read;

/**
 * A datagram as its rows of {@code flows} tell of it, or a part of one: files that were sorted by
 * something else have its rows in several places. Parts have different {@code firstRecord}s and can
 * be added up.
 *
 * @param exporter address, IPv4 or IPv6 text
 * @param exporterPort UDP source port
 * @param epochMillis the numbering its sequence belongs to, {@link
 *     io.flowledger.netflow.wire.ExportDatagram#EPOCH_UNKNOWN} if not audited
 * @param receivedAtMillis when the receiver read it, milliseconds since 1970
 * @param sequence flow_sequence, modulo 2^32
 * @param sysUptime milliseconds since the exporter booted, modulo 2^32
 * @param firstRecord index in the datagram of the first record of this part
 * @param records how many records this part has, one after the other
 * @param packets of its records, not scaled by sampling
 * @param octets of its records, not scaled by sampling
 * @param flags repairs of its records, OR-ed
 */
public record ArchivedDatagram(
        String exporter,
        int exporterPort,
        int engineType,
        int engineId,
        long epochMillis,
        long receivedAtMillis,
        long sequence,
        long sysUptime,
        int firstRecord,
        int records,
        long packets,
        long octets,
        int flags) {}
