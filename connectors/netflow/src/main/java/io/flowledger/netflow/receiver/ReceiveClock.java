package io.flowledger.netflow.receiver;

import java.util.function.LongSupplier;

/**
 * Microseconds since 1970 without an Instant per datagram: the wall clock in milliseconds, filled
 * in by the monotonic clock and held to the wall clock at every reading, so that a stepped clock is
 * followed at once. One thread.
 */
final class ReceiveClock {

    private static final long MICROS_PER_MILLI = 1000;

    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private long anchorMicros;
    private long anchorNanos;

    ReceiveClock(LongSupplier wallMillis, LongSupplier nanoTime) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
        anchorMicros = wallMillis.getAsLong() * MICROS_PER_MILLI;
        anchorNanos = nanoTime.getAsLong();
    }

    static ReceiveClock system() {
        return new ReceiveClock(System::currentTimeMillis, System::nanoTime);
    }

    long nowMicros() {
        long nanos = nanoTime.getAsLong();
        long floor = wallMillis.getAsLong() * MICROS_PER_MILLI;
        long micros = anchorMicros + (nanos - anchorNanos) / 1000;
        if (micros < floor || micros >= floor + MICROS_PER_MILLI) {
            micros = micros < floor ? floor : floor + MICROS_PER_MILLI - 1;
            anchorMicros = micros;
            anchorNanos = nanos;
        }
        return micros;
    }
}
