package io.flowledger.ledger.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLineTest {

    private static final BillPeriod MONTH =
            BillPeriod.of(YearMonth.of(2026, 2), ZoneId.of("UTC"), Duration.ofMinutes(5));
    private static final long CLOSED = 1_000;
    private static final long LATER = 2_000;

    private ClosedLine line;

    @BeforeEach
    void close() {
        line = new ClosedLine(MONTH);
        line.add(entry(10_000, 800, 900.0, 50).closed(CLOSED));
    }

    @Test
    void whatIsTheSameIsNotEntered() {
        assertThat(line.adjustment(entry(10_000, 800, 900.0, 50), LATER)).isEmpty();
        assertThat(line.adjustment(entry(10_000, 800 + 1e-8, 900.0, 50), LATER))
                .as("added up in another order")
                .isEmpty();
    }

    @Test
    void theDifferenceIsEnteredWithWhenAndWhy() {
        BillEntry adjustment = line.adjustment(entry(10_400, 820, 950.0, 70), LATER).orElseThrow();
        assertThat(adjustment.kind()).isEqualTo(BillEntry.Kind.ADJUSTMENT);
        assertThat(adjustment.billed().observedOctets()).isEqualTo(400);
        assertThat(adjustment.billed().rates().estimated()).isEqualTo(20);
        assertThat(adjustment.billed().rates().upper()).isEqualTo(50.0);
        assertThat(adjustment.in()).isEqualTo(adjustment.billed());
        assertThat(adjustment.out()).isNull();
        assertThat(adjustment.enteredMillis()).isEqualTo(LATER);
        assertThat(adjustment.reason()).isEqualTo("late_postings");
        assertThat(line.adjustment(entry(10_400, 820, 950.0, 50), LATER).orElseThrow().reason())
                .as("nothing of it was received since")
                .isEqualTo("changed_postings");
    }

    @Test
    void whatIsEnteredIsNotEnteredAgain() {
        BillEntry now = entry(10_400, 820, 950.0, 70);
        line.add(line.adjustment(now, LATER).orElseThrow());
        assertThat(line.adjustment(now, LATER + 1)).isEmpty();
        BillEntry back = line.adjustment(entry(10_000, 800, 900.0, 70), LATER + 1).orElseThrow();
        assertThat(back.billed().rates().estimated()).isEqualTo(-20);
        assertThat(back.reason()).isEqualTo("changed_postings");
    }

    @Test
    void anEndThatNothingBoundsCannotBeAdjusted() {
        line.add(line.adjustment(entry(10_000, 820, null, 50), LATER).orElseThrow());
        assertThat(line.adjustment(entry(10_000, 820, null, 50), LATER)).isEmpty();
        assertThat(line.adjustment(entry(10_000, 820, 900.0, 50), LATER)).isEmpty();
    }

    private static BillEntry entry(long octets, double estimated, Double upper, long received) {
        Amount amount = new Amount(octets, octets, new Rates(700.0, estimated, 750, upper));
        return new BillEntry(
                BillEntry.Kind.BILL,
                BillKey.text(false, "Acme"),
                null,
                MONTH.slots(),
                0,
                null,
                0,
                amount,
                null,
                "in",
                amount,
                received,
                null,
                null);
    }
}
