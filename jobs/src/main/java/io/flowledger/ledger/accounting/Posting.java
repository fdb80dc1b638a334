package io.flowledger.ledger.accounting;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.sequence.SessionKey;

/**
 * A line of accounting: what one stratum, the datagrams of one export session in one minute of
 * receipt, adds to one key of one window of a view. Readers sum lines.
 *
 * @param view its name
 * @param columns of the view, in its order
 * @param numbers value of each; {@link #UNKNOWN} for unknown or for one that is text
 * @param texts text of each, where it is one or a number has a name; else null
 * @param windowStartMillis since 1970
 * @param minuteMillis minute of receipt of the stratum, the last one if it has several, since 1970
 * @param other whether it holds the keys beyond the view's bound
 * @param imputed whether it is only of flows that were lost, in a window of which nothing came
 * @param observedFlows flows that were received
 * @param observedPackets packets as exported, not scaled
 * @param observedOctets octets as exported, not scaled
 * @param flows with what was lost
 * @param packets with what was lost, and scaled by packet sampling
 * @param octets likewise
 * @param stratumFlows flows received of the stratum
 * @param stratumLostFlows flows lost of the stratum
 * @param lossUnknown whether the stratum has losses of which nobody knows how many, at a restart
 * @param sampling where the sampling rate came from
 * @param enrichment version of the operator's files
 */
public record Posting(
        String view,
        KeyColumn[] columns,
        long[] numbers,
        String[] texts,
        long windowStartMillis,
        int windowSeconds,
        SessionKey session,
        long minuteMillis,
        boolean other,
        boolean imputed,
        long observedFlows,
        long observedPackets,
        long observedOctets,
        Estimate flows,
        Estimate packets,
        Estimate octets,
        long stratumFlows,
        long stratumLostFlows,
        boolean lossUnknown,
        Sampling sampling,
        String enrichment) {

    public static final long UNKNOWN = Long.MIN_VALUE;
}
