package io.flowledger.ledger.accounting;

import io.flowledger.netflow.wire.V5Layout;
import io.flowledger.netflow.wire.V5Time;

/**
 * When a flow was, by the receiver's clock: receive time less the ages of its first and last packet
 * by the exporter's uptime, so that a wrong wall clock of the exporter does no harm. And what of
 * its counters falls into each window. Reused from flow to flow.
 */
final class FlowSpan {

    private final WindowTime time;
    private long startMillis;
    private long endMillis;

    FlowSpan(WindowTime time) {
        this.time = time;
    }

    /**
     * @param receivedMillis receive time of its datagram
     * @param uptime sys_uptime of its datagram
     * @param record where its 48 bytes begin
     * @param activeTimeoutMillis it is taken to begin no earlier than that before its end
     */
    void read(long receivedMillis, int uptime, byte[] bytes, int record, long activeTimeoutMillis) {
        if (time == WindowTime.RECEIVED) {
            set(receivedMillis, receivedMillis);
            return;
        }
        int endAge = V5Time.endAgeMillis(uptime, V5Layout.i32(bytes, record + V5Layout.LAST));
        int startAge =
                time == WindowTime.END
                        ? endAge
                        : V5Time.startAgeMillis(
                                uptime, V5Layout.i32(bytes, record + V5Layout.FIRST), endAge);
        set(
                receivedMillis - Math.min(startAge, endAge + activeTimeoutMillis),
                receivedMillis - endAge);
    }

    void set(long start, long end) {
        startMillis = start;
        endMillis = end;
    }

    /** Windows are counted from 1970; this one has the flow's first packet. */
    long firstWindow(long windowMillis) {
        return Math.floorDiv(startMillis, windowMillis);
    }

    /** The window that has its last packet; a flow that ends on a boundary was before it. */
    long lastWindow(long windowMillis) {
        long last = endMillis > startMillis ? endMillis - 1 : endMillis;
        return Math.floorDiv(last, windowMillis);
    }

    /**
     * What of a counter falls before a time within the flow, rounded down. Differences of it over
     * consecutive windows add up to the counter exactly.
     *
     * @param counter at most 2^32 − 1, so that the product stays below 2^63
     */
    long before(long millis, long counter) {
        return millis >= endMillis
                ? counter
                : counter * (millis - startMillis) / (endMillis - startMillis);
    }
}
