package io.flowledger.netflow.receiver;

import java.util.function.LongSupplier;

/**
 * Receive times, microseconds since 1970, that never go back and never stand still: without an
 * Instant per datagram they are the wall clock in milliseconds, filled in by the monotonic clock
 * and held to the wall clock at every reading. A wall clock that steps forward is followed at once.
 * One that is behind the times already given is approached: times go on at half the speed of the
 * monotonic clock until it has caught up, since whoever waits for some time of receipt to pass
 * would wait as long as the step otherwise. One thread reads; {@link #stepBackMicros} is for any.
 */
final class ReceiveClock {

    private static final long MICROS_PER_MILLI = 1000;
    private static final int SLOWED = 2;

    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private long last;
    private long anchorMicros;
    private long anchorNanos;
    private volatile long stepBackMicros;

    /**
     * @param notBefore the newest time given by whoever received before, in microseconds
     */
    ReceiveClock(LongSupplier wallMillis, LongSupplier nanoTime, long notBefore) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
        last = notBefore;
        anchorMicros = wallMillis.getAsLong() * MICROS_PER_MILLI;
        anchorNanos = nanoTime.getAsLong();
        nowMicros();
    }

    static ReceiveClock system(long notBefore) {
        return new ReceiveClock(System::currentTimeMillis, System::nanoTime, notBefore);
    }

    long nowMicros() {
        long nanos = nanoTime.getAsLong();
        long floor = wallMillis.getAsLong() * MICROS_PER_MILLI;
        long ceiling = floor + MICROS_PER_MILLI - 1;
        if (last > ceiling) {
            return behind(nanos, ceiling);
        }
        if (stepBackMicros != 0) {
            stepBackMicros = 0;
            anchor(last, nanos);
        }
        long micros = anchorMicros + (nanos - anchorNanos) / 1000;
        if (micros < floor || micros > ceiling) {
            micros = micros < floor ? floor : ceiling;
            anchor(micros, nanos);
        }
        last = Math.max(last, micros);
        return last;
    }

    /** How far the wall clock was set back, if it has not caught up yet; else 0. */
    long stepBackMicros() {
        return stepBackMicros;
    }

    private long behind(long nanos, long ceiling) {
        long step = last - ceiling;
        if (stepBackMicros == 0) {
            anchor(last, nanos);
        }
        if (step > stepBackMicros) {
            stepBackMicros = step;
        }
        last = Math.max(last, anchorMicros + (nanos - anchorNanos) / (1000 * SLOWED));
        return last;
    }

    private void anchor(long micros, long nanos) {
        anchorMicros = micros;
        anchorNanos = nanos;
    }
}
