package io.flowledger.netflow.wire;

/**
 * Time arithmetic of NetFlow v5: a record gives the exporter's uptime at its first and last packet,
 * the header gives uptime and wall clock at export, so absolute time is {@code export time − age}
 * with {@code age = int32(sys_uptime − First)}.
 *
 * <p>Ages are milliseconds in wrap-safe 32-bit arithmetic. A slightly negative age is skew (Cisco
 * bug CSCei12353: up to 100 s on old IOS) and is clamped to 0; any other negative one is the past
 * modulo 2^32 ms; what then is older than a day is implausible and is clamped too: an impossible
 * Last to the export time, an impossible First to the end of its flow. Nothing ends in the future
 * or lasts 49 days.
 */
public final class V5Time {

    /** How far Last may be ahead of sys_uptime and still be taken for skew, in milliseconds. */
    public static final int SKEW_TOLERANCE_MILLIS = 100_000;

    /** Oldest believable age of a packet at export, in milliseconds: a day. */
    public static final int MAX_AGE_MILLIS = 86_400_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private V5Time() {}

    /**
     * Milliseconds since 1970; nanoseconds of 10^9 and more are clamped to the end of the second.
     */
    public static long exportedAtMillis(long unixSecs, long unixNsecs) {
        long nanos = Math.min(unixNsecs, NANOS_PER_SECOND - 1);
        return unixSecs * 1000 + nanos / 1_000_000;
    }

    public static boolean isNsecsOutOfRange(long unixNsecs) {
        return unixNsecs >= NANOS_PER_SECOND;
    }

    /**
     * Age at export of the flow's last packet in milliseconds, clamped into 0 … {@link
     * #MAX_AGE_MILLIS}.
     */
    public static int endAgeMillis(int sysUptime, int last) {
        int age = sysUptime - last;
        return age >= 0 && age <= MAX_AGE_MILLIS ? age : 0;
    }

    /**
     * Age at export of the flow's first packet in milliseconds, never below {@code endAgeMillis}.
     */
    public static int startAgeMillis(int sysUptime, int first, int endAgeMillis) {
        int age = sysUptime - first;
        return age >= endAgeMillis && age <= MAX_AGE_MILLIS ? age : endAgeMillis;
    }

    /**
     * {@link Repairs} bits that {@link #endAgeMillis} and {@link #startAgeMillis} made for this
     * record; 0 for a sound one.
     */
    public static int repairs(int sysUptime, int first, int last) {
        int repairs = ageRepairs(sysUptime - last);
        int startAge = sysUptime - first;
        int firstAfterLast = first - last;
        if (startAge < -SKEW_TOLERANCE_MILLIS
                || startAge > MAX_AGE_MILLIS
                || firstAfterLast > SKEW_TOLERANCE_MILLIS) {
            repairs |= Repairs.IMPLAUSIBLE_TIME;
        } else if (firstAfterLast > 0) {
            repairs |= Repairs.FIRST_AFTER_LAST;
        }
        return repairs;
    }

    private static int ageRepairs(int age) {
        if (age < -SKEW_TOLERANCE_MILLIS || age > MAX_AGE_MILLIS) {
            return Repairs.IMPLAUSIBLE_TIME;
        }
        return age < 0 ? Repairs.LAST_AFTER_UPTIME : 0;
    }
}
