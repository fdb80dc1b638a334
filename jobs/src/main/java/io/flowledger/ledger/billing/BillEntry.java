package io.flowledger.ledger.billing;

/**
 * A line of a bill, or what a line of a closed one is to be adjusted by: then amounts and rates are
 * differences, all else is as it is now.
 *
 * @param key what is billed, see {@link BillKey}
 * @param name of the interface, or null
 * @param intervals that count
 * @param missing of them: nothing was received, but something was lost, or nobody listened
 * @param missingTimes these, as ISO-8601 intervals with a space between; null if there are none
 * @param imputed intervals with traffic that was told by their neighbours only
 * @param in null where there is no such direction
 * @param out null where there is no such direction
 * @param direction in, out, sum or total: which of them is billed
 * @param billed that
 * @param lastReceivedMillis newest minute of receipt of its postings; null if there are none
 * @param enteredMillis when the bill was closed or adjusted; null while the bill is running
 * @param reason of an adjustment, or null
 */
public record BillEntry(
        Kind kind,
        String key,
        String name,
        int intervals,
        int missing,
        String missingTimes,
        int imputed,
        Amount in,
        Amount out,
        String direction,
        Amount billed,
        Long lastReceivedMillis,
        Long enteredMillis,
        String reason) {

    /** What it is. */
    public enum Kind {
        BILL,
        ADJUSTMENT
    }

    /** As part of a bill that is closed at a time. */
    public BillEntry closed(long atMillis) {
        return with(Kind.BILL, in, out, billed, atMillis, null);
    }

    BillEntry with(
            Kind newKind,
            Amount newIn,
            Amount newOut,
            Amount newBilled,
            Long newEntered,
            String newReason) {
        return new BillEntry(
                newKind,
                key,
                name,
                intervals,
                missing,
                missingTimes,
                imputed,
                newIn,
                newOut,
                direction,
                newBilled,
                lastReceivedMillis,
                newEntered,
                newReason);
    }
}
