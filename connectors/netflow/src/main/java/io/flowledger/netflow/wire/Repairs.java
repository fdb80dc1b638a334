package io.flowledger.netflow.wire;

/**
 * Bits of the {@code flags} column: what was repaired, clamped or is doubtful about a flow or its
 * datagram. A set bit never means that a flow was dropped.
 */
public final class Repairs {

    /**
     * Last was later than sys_uptime within {@link V5Time#SKEW_TOLERANCE_MILLIS}; clamped to the
     * export time.
     */
    public static final int LAST_AFTER_UPTIME = 1;

    /** First was later than Last; the flow starts when it ends. */
    public static final int FIRST_AFTER_LAST = 1 << 1;

    /** First or Last was older than {@link V5Time#MAX_AGE_MILLIS}, or far ahead; clamped. */
    public static final int IMPLAUSIBLE_TIME = 1 << 2;

    /** unix_nsecs was 10^9 or more; clamped to 999 999 999. */
    public static final int NSECS_OUT_OF_RANGE = 1 << 3;

    /** The datagram claimed more records than its bytes hold; the whole ones were kept. */
    public static final int TRUNCATED = 1 << 4;

    /** More than 30 records in the datagram, all present. */
    public static final int OVERSIZED = 1 << 5;

    /** Bytes that are no datagram followed this datagram in its UDP payload and were ignored. */
    public static final int TRAILING_BYTES = 1 << 6;

    /** A further datagram of a UDP payload that carried several. */
    public static final int CONCATENATED = 1 << 7;

    private Repairs() {}
}
