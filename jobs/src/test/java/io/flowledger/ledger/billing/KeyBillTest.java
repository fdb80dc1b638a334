package io.flowledger.ledger.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Interval;
import io.flowledger.ledger.estimate.Uncertainty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A month of days, so that it can be checked by hand: February 2026 has 28 of them, rank ⌈0.95 ·
 * 28⌉ = 27, the second largest.
 */
class KeyBillTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Duration DAY = Duration.ofDays(1);
    private static final BillPeriod FEBRUARY = BillPeriod.of(YearMonth.of(2026, 2), UTC, DAY);
    private static final double SECONDS = 86_400;
    private static final String KEY = BillKey.text(false, "192.0.2.1", "3");
    private static final Uncertainty SURE = Uncertainty.NONE;

    private final Outages outages = new Outages();

    @Test
    void theSecondLargestOf28DaysIsBilled() {
        KeyBill bill = bill(BillRule.MAX, FEBRUARY);
        for (int day = 0; day < 28; day++) {
            // 100, 200, … 2,800 in; a tenth of that out
            bill.add(traffic(day, Direction.IN, 100 * (day + 1), 100 * (day + 1), SURE, 0));
            bill.add(traffic(day, Direction.OUT, 10 * (day + 1), 10 * (day + 1), SURE, 0));
        }
        BillEntry line = bill.finish(KEY);
        assertThat(line.in()).isEqualTo(amount(100 * 28 * 29 / 2, 2_700));
        assertThat(line.out()).isEqualTo(amount(10 * 28 * 29 / 2, 270));
        assertThat(line.direction()).isEqualTo("in");
        assertThat(line.billed()).isEqualTo(line.in());
        assertThat(line.intervals()).isEqualTo(28);
        assertThat(line.missing()).isZero();
        assertThat(line.missingTimes()).isNull();
    }

    @Test
    void daysWithoutTrafficCountAsZero() {
        KeyBill bill = bill(BillRule.MAX, FEBRUARY);
        bill.add(traffic(4, Direction.OUT, 7_000, 7_000, SURE, 0));
        assertThat(bill.finish(KEY).billed().rates().estimated())
                .as("one day of 28 is within the 5 % that are free")
                .isZero();
        bill.add(traffic(4, Direction.OUT, 7_000, 7_000, SURE, 0));
        bill.add(traffic(9, Direction.OUT, 5_000, 5_000, SURE, 0));
        BillEntry line = bill.finish(KEY);
        assertThat(line.direction()).isEqualTo("out");
        assertThat(line.billed().rates().estimated()).isEqualTo(5_000 * 8 / SECONDS);
        assertThat(line.in()).isEqualTo(amount(0, 0));
    }

    @Test
    void missingDaysAreNotZeroForWhatWasObservedAndWhatWasImputedIsInTheEstimate() {
        // of the exporter nothing was received on the 10th to the 14th
        outages.add("192.0.2.1", FEBRUARY, at("2026-02-09T23:50:00Z"), at("2026-02-15T00:10:00Z"));
        KeyBill bill = bill(BillRule.MAX, FEBRUARY);
        for (int day = 0; day < 28; day++) {
            boolean out = day >= 9 && day < 14;
            // in the outage only the ends of long flows, and what the day after it told
            long observed = out ? 1 : 100 * (day + 1);
            double estimated = out ? 5_000 : observed;
            bill.add(traffic(day, Direction.IN, observed, estimated, SURE, 0));
        }
        BillEntry line = bill.finish(KEY);
        assertThat(line.missing()).isEqualTo(5);
        assertThat(line.missingTimes()).isEqualTo("2026-02-10T00:00:00Z/2026-02-15T00:00:00Z");
        assertThat(line.billed().rates().observed())
                .as("rank ⌈0.95 · 23⌉ = 22 of 23 days")
                .isEqualTo(2_700 * 8 / SECONDS);
        assertThat(line.billed().rates().estimated())
                .as("five days of 5,000 are the largest of 28")
                .isEqualTo(5_000 * 8 / SECONDS);
    }

    @Test
    void endsOfIntervalsAreRankedForThemselves() {
        KeyBill bill = bill(BillRule.MAX, FEBRUARY);
        double[] lower = new double[28];
        double[] upper = new double[28];
        for (int day = 0; day < 28; day++) {
            double estimated = 1_000 + 10 * day;
            // the smaller a day, the less is known of it
            Uncertainty uncertainty =
                    new Uncertainty(Math.pow(30 * (28 - day), 2), 1e6, 1e9, 100 * day);
            bill.add(traffic(day, Direction.IN, 500, estimated, uncertainty, 0));
            Interval interval =
                    new Estimate(500, estimated, uncertainty, 0, 0, EnumSet.noneOf(Flag.class))
                            .interval();
            lower[day] = interval.lower();
            upper[day] = interval.upper().orElseThrow();
        }
        Rates rates = bill.finish(KEY).billed().rates();
        java.util.Arrays.sort(lower);
        java.util.Arrays.sort(upper);
        assertThat(rates.estimated()).isEqualTo((1_000 + 10 * 26) * 8 / SECONDS);
        assertThat(rates.lower()).isEqualTo(lower[26] * 8 / SECONDS);
        assertThat(rates.upper()).isEqualTo(upper[26] * 8 / SECONDS);
        assertThat(rates.lower()).isLessThan(rates.estimated());
        assertThat(rates.upper()).isGreaterThan(rates.estimated());
    }

    @Test
    void theUpperEndIsUnknownOnlyIfUnboundedDaysReachTheRank() {
        KeyBill bill = bill(BillRule.MAX, FEBRUARY);
        for (int day = 0; day < 28; day++) {
            bill.add(traffic(day, Direction.IN, 100, 100, SURE, day == 0 ? 9 : 0));
        }
        assertThat(bill.finish(KEY).billed().rates().upper()).isEqualTo(100 * 8 / SECONDS);
        for (int day = 0; day < 28; day++) {
            bill.add(traffic(day, Direction.IN, 100, 100, SURE, day < 2 ? 9 : 0));
        }
        assertThat(bill.finish(KEY).billed().rates().upper()).isNull();
    }

    @Test
    void theSumIsOfDaysNotOfPercentiles() {
        KeyBill bill = bill(BillRule.SUM, FEBRUARY);
        for (int day = 0; day < 28; day++) {
            bill.add(traffic(day, Direction.IN, 100 * (day + 1), 100 * (day + 1), SURE, 0));
            bill.add(traffic(day, Direction.OUT, 2_800 - 100 * day, 2_800 - 100 * day, SURE, 0));
        }
        BillEntry line = bill.finish(KEY);
        assertThat(line.in().rates().estimated()).isEqualTo(2_700 * 8 / SECONDS);
        assertThat(line.out().rates().estimated()).isEqualTo(2_700 * 8 / SECONDS);
        assertThat(line.direction()).isEqualTo("sum");
        assertThat(line.billed()).isEqualTo(amount(28 * 2_900, 2_900));
    }

    @Test
    void beforeAnybodyListenedNothingIsKnown() {
        BillPeriod known =
                FEBRUARY.known(true, at("2026-02-09T10:00:00Z"), at("2026-03-04T00:00:00Z"));
        KeyBill bill = bill(BillRule.MAX, known);
        bill.add(traffic(3, Direction.IN, 9_999, 9_999, SURE, 0));
        for (int day = 8; day < 28; day++) {
            bill.add(traffic(day, Direction.IN, 100 * (day + 1), 100 * (day + 1), SURE, 0));
        }
        BillEntry line = bill.finish(KEY);
        assertThat(line.missing()).isEqualTo(8);
        assertThat(line.billed().rates().observed())
                .as("rank ⌈0.95 · 20⌉ = 19 of 20 days")
                .isEqualTo(2_700 * 8 / SECONDS);
        assertThat(line.billed().rates().estimated()).isEqualTo(2_700 * 8 / SECONDS);
        assertThat(line.billed().observedOctets()).isEqualTo(9_999 + 100 * (9 + 28) * 20 / 2);
    }

    @Test
    void ifAllDaysAreMissingNothingWasObserved() {
        outages.add("192.0.2.1", FEBRUARY, at("2026-01-20T00:00:00Z"), at("2026-03-02T00:00:00Z"));
        KeyBill bill = bill(BillRule.MAX, FEBRUARY);
        bill.add(traffic(3, Direction.IN, 1, 50, SURE, 0));
        BillEntry line = bill.finish(KEY);
        assertThat(line.missing()).isEqualTo(28);
        assertThat(line.billed().rates().observed()).isNull();
        assertThat(line.billed().rates().estimated()).isZero();
    }

    private KeyBill bill(BillRule rule, BillPeriod period) {
        BillTerms terms =
                new BillTerms(
                        "interface",
                        "interfaces",
                        Billed.INTERFACE,
                        List.of("exporter", "interface"),
                        true,
                        true,
                        rule,
                        new NearestRank(new BigDecimal("95")),
                        DAY,
                        UTC);
        return new KeyBill(terms, period, outages);
    }

    private static Traffic traffic(
            int day,
            Direction direction,
            long observed,
            double estimated,
            Uncertainty uncertainty,
            long unestimated) {
        return new Traffic(
                KEY,
                day,
                direction,
                "192.0.2.1",
                null,
                observed,
                estimated,
                uncertainty.variance(),
                uncertainty.third(),
                uncertainty.spread(),
                uncertainty.exposure(),
                unestimated,
                false,
                FEBRUARY.startMillis(day));
    }

    private static Amount amount(long octets, double billedOctets) {
        double rate = billedOctets * 8 / SECONDS;
        return new Amount(octets, octets, new Rates(rate, rate, rate, rate));
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
