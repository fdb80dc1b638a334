package io.flowledger.ledger.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class BillPeriodTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration FIVE = Duration.ofMinutes(5);

    @Test
    void aMonthHasTheIntervalsOfItsDays() {
        assertThat(BillPeriod.of(YearMonth.of(2026, 2), UTC, FIVE).slots()).isEqualTo(28 * 288);
        assertThat(BillPeriod.of(YearMonth.of(2028, 2), UTC, FIVE).slots()).isEqualTo(29 * 288);
    }

    @Test
    void whereClocksAreSetAMonthIsAnHourLongerOrShorter() {
        BillPeriod october = BillPeriod.of(YearMonth.of(2026, 10), BERLIN, FIVE);
        assertThat(Instant.ofEpochMilli(october.fromMillis())).hasToString("2026-09-30T22:00:00Z");
        assertThat(Instant.ofEpochMilli(october.toMillis())).hasToString("2026-10-31T23:00:00Z");
        assertThat(october.slots()).isEqualTo(31 * 288 + 12);
        assertThat(BillPeriod.of(YearMonth.of(2026, 3), BERLIN, FIVE).slots())
                .isEqualTo(31 * 288 - 12);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillPeriod.of(YearMonth.of(2026, 3), BERLIN, Duration.ofDays(1)))
                .withMessageContaining("Europe/Berlin");
    }

    @Test
    void timesAreInTheIntervalThatBeginsBeforeThem() {
        BillPeriod month = BillPeriod.of(YearMonth.of(2026, 2), UTC, FIVE);
        assertThat(month.slotOf(millis("2026-02-01T00:04:59.999Z"))).isZero();
        assertThat(month.slotOf(millis("2026-02-01T00:05:00Z"))).isEqualTo(1);
        assertThat(month.slotOf(millis("2026-01-31T23:59:59.999Z"))).isNegative();
        assertThat(month.slotOf(millis("2026-03-01T00:00:00Z"))).isEqualTo(month.slots());
    }

    @Test
    void ofAMonthThatIsRunningOnlyIntervalsThatAreOverCount() {
        BillPeriod known =
                BillPeriod.of(YearMonth.of(2026, 2), UTC, FIVE)
                        .known(false, 0, millis("2026-02-01T01:03:00Z"));
        assertThat(known.slots()).isEqualTo(12);
        assertThat(known.knownSlots()).isEqualTo(12);
        assertThat(Instant.ofEpochMilli(known.countedToMillis()))
                .hasToString("2026-02-01T01:00:00Z");
    }

    @Test
    void ofAMonthThatIsOverAllCountAndOnlySomeAreKnown() {
        BillPeriod known =
                BillPeriod.of(YearMonth.of(2026, 2), UTC, FIVE)
                        .known(
                                true,
                                millis("2026-02-01T00:07:00Z"),
                                millis("2026-02-01T00:52:00Z"));
        assertThat(known.slots()).isEqualTo(28 * 288);
        assertThat(known.firstKnown()).isEqualTo(1);
        assertThat(known.endKnown()).isEqualTo(11);
    }

    @Test
    void withoutAnIntervalThatIsOverThereIsNothingToBill() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                BillPeriod.of(YearMonth.of(2026, 2), UTC, FIVE)
                                        .known(false, 0, millis("2026-02-01T00:04:00Z")))
                .withMessageContaining("is over yet");
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
