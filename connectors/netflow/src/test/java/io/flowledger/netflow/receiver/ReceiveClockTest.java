package io.flowledger.netflow.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReceiveClockTest {

    private final AtomicLong millis = new AtomicLong(1_000);
    private final AtomicLong nanos = new AtomicLong(77);
    private final ReceiveClock clock = new ReceiveClock(millis::get, nanos::get);

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
    void aSteppedClockIsFollowedBothWays() {
        millis.set(90_000);
        assertThat(clock.nowMicros()).isEqualTo(90_000_000);
        millis.set(500);
        assertThat(clock.nowMicros()).isEqualTo(500_999);
        nanos.addAndGet(100_000_000);
        millis.set(600);
        assertThat(clock.nowMicros()).isBetween(600_000L, 600_999L);
    }
}
