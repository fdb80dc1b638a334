package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AccountedTimeTest {

    private static final long NOON = TrafficOfTest.NOON;

    @Test
    void minutesAreWholeAndAnHourAroundThemIsLookedAt() {
        AccountedTime time = new AccountedTime(NOON, NOON + 120_000);
        assertThat(time.minutes()).isEqualTo(2);
        assertThat(time.isWithin(NOON)).isTrue();
        assertThat(time.isWithin(NOON + 120_000)).isFalse();
        assertThat(time.isInContext(NOON - 3_600_000)).isTrue();
        assertThat(time.isInContext(NOON - 3_600_001)).isFalse();
        assertThat(time.isInContext(NOON + 120_000 + 3_600_000)).isFalse();
        assertThat(AccountedTime.minuteOf(NOON + 59_999)).isEqualTo(NOON);
    }

    @Test
    void whatIsWithinAMinuteOrNoTimeAtAllIsRefused() {
        assertThatThrownBy(() -> new AccountedTime(NOON, NOON + 1))
                .hasMessageContaining("--to 2026-01-01T12:00:00.001Z is within a minute");
        assertThatThrownBy(() -> new AccountedTime(NOON, NOON))
                .hasMessageContaining("is not before --to");
    }
}
