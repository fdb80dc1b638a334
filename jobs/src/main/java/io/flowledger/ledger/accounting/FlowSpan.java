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
    private long receivedMillis;
    private long startAge;
    private long endAge;

    FlowSpan(WindowTime time) {
        this.time = time;
    }

    /**
     * @param received receive time of its datagram in milliseconds
     * @param uptime sys_uptime of its datagram
     * @param record where its 48 bytes begin
     * @param activeTimeoutMillis it is taken to begin no earlier than that before its end
     */
    void read(long received, int uptime, byte[] bytes, int record, long activeTimeoutMillis) {
        receivedMillis = received;
        if (time == WindowTime.RECEIVED) {
            startAge = 0;
            endAge = 0;
            return;
        }
        int end = V5Time.endAgeMillis(uptime, V5Layout.i32(bytes, record + V5Layout.LAST));
        int start =
                time == WindowTime.END
                        ? end
                        : V5Time.startAgeMillis(
                                uptime, V5Layout.i32(bytes, record + V5Layout.FIRST), end);
        startAge = Math.min(start, end + activeTimeoutMillis);
        endAge = end;
    }

    /**
     * Whether a flow, by its times as they are, began no longer ago than that: a look that is
     * enough for nearly all. If not, it may still be so.
     */
    boolean isPlainlyWithin(long millis, int uptime, byte[] bytes, int record) {
        if (time == WindowTime.RECEIVED) {
            return true;
        }
        int end = uptime - V5Layout.i32(bytes, record + V5Layout.LAST);
        int start = uptime - V5Layout.i32(bytes, record + V5Layout.FIRST);
        return end >= 0 & end <= start & start <= millis;
    }

    /**
     * A flow that began and ended so long before it was received, in milliseconds.
     *
     * @param startAgeMillis not below {@code endAgeMillis}, and neither below 0
     */
    void set(long received, long startAgeMillis, long endAgeMillis) {
        receivedMillis = received;
        startAge = startAgeMillis;
        endAge = endAgeMillis;
    }

    /** How long before its receipt it began. */
    long startAge() {
        return startAge;
    }

    long endAge() {
        return endAge;
    }

    /** Windows are counted from 1970; this one has the flow's first packet. */
    long firstWindow(long windowMillis) {
        return Math.floorDiv(receivedMillis - startAge, windowMillis);
    }

    /** The window that has its last packet; a flow that ends on a boundary was before it. */
    long lastWindow(long windowMillis) {
        long end = receivedMillis - endAge;
        return Math.floorDiv(startAge > endAge ? end - 1 : end, windowMillis);
    }

    /**
     * What of a counter falls before a time within the flow, rounded down. Differences of it over
     * consecutive windows add up to the counter exactly.
     *
     * @param counter at most 2^32 − 1, so that the product stays below 2^63
     */
    long before(long millis, long counter) {
        long end = receivedMillis - endAge;
        return millis >= end
                ? counter
                : counter * (millis - (receivedMillis - startAge)) / (startAge - endAge);
    }
}
