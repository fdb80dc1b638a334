package io.flowledger.ledger.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private static final BillPeriod MONTH =
            BillPeriod.of(YearMonth.of(2026, 2), ZoneId.of("UTC"), Duration.ofMinutes(5));

    private final Outages outages = new Outages();

    @Test
    void onlyWholeIntervalsAreMissing() {
        add("192.0.2.1", "2026-02-01T00:04:00Z", "2026-02-01T00:21:00Z");
        assertThat(missing("192.0.2.1")).isEqualTo("2026-02-01T00:05:00Z/2026-02-01T00:20:00Z");
        add("192.0.2.2", "2026-02-01T00:04:00Z", "2026-02-01T00:09:59Z");
        assertThat(missing("192.0.2.2")).as("a part of two intervals").isNull();
    }

    @Test
    void intervalsOfSeveralExportersAreMissingIfOneIsOut() {
        add("192.0.2.1", "2026-02-01T00:00:00Z", "2026-02-01T00:10:00Z");
        add("192.0.2.2", "2026-02-01T00:05:00Z", "2026-02-01T00:15:00Z");
        assertThat(missing("192.0.2.1", "192.0.2.2", "192.0.2.3"))
                .isEqualTo("2026-02-01T00:00:00Z/2026-02-01T00:15:00Z");
        assertThat(missing("192.0.2.3")).isNull();
    }

    @Test
    void anExporterThatWasHeardOfByAnotherSessionIsNotOut() {
        add("192.0.2.1", "2026-02-01T00:00:00Z", "2026-02-01T00:15:00Z");
        outages.heard("192.0.2.1", 1);
        assertThat(missing("192.0.2.1"))
                .isEqualTo(
                        "2026-02-01T00:00:00Z/2026-02-01T00:05:00Z"
                                + " 2026-02-01T00:10:00Z/2026-02-01T00:15:00Z");
    }

    @Test
    void outagesReachOverTheEndsOfTheMonth() {
        add("192.0.2.1", "2026-01-30T00:00:00Z", "2026-02-01T00:05:00Z");
        add("192.0.2.1", "2026-02-28T23:55:00Z", "2026-03-07T00:00:00Z");
        assertThat(missing("192.0.2.1"))
                .isEqualTo(
                        "2026-02-01T00:00:00Z/2026-02-01T00:05:00Z"
                                + " 2026-02-28T23:55:00Z/2026-03-01T00:00:00Z");
    }

    private void add(String exporter, String after, String before) {
        outages.add(
                exporter,
                MONTH,
                Instant.parse(after).toEpochMilli(),
                Instant.parse(before).toEpochMilli());
    }

    private String missing(String... exporters) {
        return Outages.text(outages.of(List.of(exporters), MONTH), MONTH);
    }
}
