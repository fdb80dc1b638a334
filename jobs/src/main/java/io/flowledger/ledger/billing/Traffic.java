package io.flowledger.ledger.billing;

/**
 * What postings add to one key, interval and direction of a bill; many of them are summed.
 *
 * @param slot the interval, see {@link BillPeriod#slotOf}
 * @param exporter that sent it
 * @param name of an interface, or null
 * @param imputed whether nothing of it was received
 * @param lastReceivedMillis newest minute of receipt
 */
public record Traffic(
        String key,
        int slot,
        Direction direction,
        String exporter,
        String name,
        long observedOctets,
        double octets,
        double variance,
        double third,
        double spread,
        double exposure,
        long unestimatedFlows,
        boolean imputed,
        long lastReceivedMillis) {}
