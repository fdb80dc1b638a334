package io.flowledger.netflow.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReceiveClockTest {

    private static final long HOUR_MILLIS = 3_600_000;

    private final AtomicLong millis = new AtomicLong(1_000);
    private final AtomicLong nanos = new AtomicLong(77);
    private final ReceiveClock clock = new ReceiveClock(millis::get, nanos::get, 0);

    @Test
    void microsecondsAreFilledInBetweenTicksOfTheWallClock() {
        nanos.addAndGet(250_000);
        assertThat(clock.nowMicros()).isEqualTo(1_000_250);
        nanos.addAndGet(750_000);
        millis.incrementAndGet();
        assertThat(clock.nowMicros()).isEqualTo(1_001_000);
    }

    @Test
    void itNeverLeavesTheMillisecondOfTheWallClock() {
        nanos.addAndGet(5_000_000);
        assertThat(clock.nowMicros()).isEqualTo(1_000_999);
        nanos.addAndGet(1_000);
        assertThat(clock.nowMicros()).isEqualTo(1_000_999);
    }

    @Test
    void aStepForwardIsFollowedAtOnce() {
        millis.addAndGet(HOUR_MILLIS);
        assertThat(clock.nowMicros()).isEqualTo(1_000_000 + HOUR_MILLIS * 1000);
        assertThat(clock.stepBackMicros()).isZero();
    }

    @Test
    void afterAStepBackTimeGoesOnAtHalfSpeedUntilTheWallClockHasCaughtUp() {
        millis.set(10 * HOUR_MILLIS);
        long before = clock.nowMicros();
        millis.addAndGet(-HOUR_MILLIS);
        pass(10_000);
        assertThat(clock.nowMicros()).isBetween(before, before + 5_000_000);
        assertThat(clock.stepBackMicros()).isBetween(3_589_000_000L, 3_600_000_000L);

        long first = clock.nowMicros();
        pass(60_000);
        assertThat(clock.nowMicros() - first).isEqualTo(30_000_000);

        pass(2 * HOUR_MILLIS);
        assertThat(clock.nowMicros()).isBetween(wall(), wall() + 999);
        assertThat(clock.stepBackMicros()).isZero();
    }

    @Test
    void aReceiverThatIsStartedAfterTheStepGoesOnFromWhereTheLastOneWas() {
        long newest = wall() + TimeUnit.MINUTES.toMicros(10);
        ReceiveClock restarted = new ReceiveClock(millis::get, nanos::get, newest);
        assertThat(restarted.nowMicros()).isEqualTo(newest);
        pass(1_000);
        assertThat(restarted.nowMicros()).isEqualTo(newest + 500_000);
        pass(20 * 60_000);
        assertThat(restarted.nowMicros()).isBetween(wall(), wall() + 999);
    }

    @Property
    void itNeverGoesBackAndIsNeverBehindTheWallClock(
            @ForAll @Size(max = 50) List<@LongRange(min = -1_000_000, max = 1_000_000) Long> steps,
            @ForAll @Size(max = 50) List<@LongRange(max = 100_000) Long> passing) {
        millis.set(1_000_000_000);
        long before = clock.nowMicros();
        for (int i = 0; i < Math.min(steps.size(), passing.size()); i++) {
            millis.addAndGet(i % 3 == 0 ? steps.get(i) : 0);
            pass(passing.get(i));
            long now = clock.nowMicros();
            assertThat(now).isGreaterThanOrEqualTo(before).isGreaterThanOrEqualTo(wall());
            if (clock.stepBackMicros() > 0 && passing.get(i) > 0 && i % 3 != 0) {
                assertThat(now).as("it does not stand still").isGreaterThan(before);
            }
            before = now;
        }
    }

    private long wall() {
        return millis.get() * 1000;
    }

    private void pass(long passed) {
        millis.addAndGet(passed);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(passed));
    }
}
