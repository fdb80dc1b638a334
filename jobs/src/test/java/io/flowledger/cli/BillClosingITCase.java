package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.archive.schema.PostingColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bill made again and again: replaced until it is closed, then adjusted. */
class BillClosingITCase {

    private static final String ROUTER = BilledWarehouse.ROUTER;
    private static final double DAY_SECONDS = 86_400;

    @TempDir Path folder;

    private BilledWarehouse warehouse;

    @BeforeEach
    void prepare() {
        warehouse = new BilledWarehouse(folder.resolve("w"));
    }

    @Test
    void aBillIsReplacedUntilItIsClosedAndThenAdjusted() throws Exception {
        warehouse.february();
        assertThat(warehouse.text()).contains("the bill is not closed; written");
        List<Path> before = warehouse.files();
        assertThat(warehouse.text()).contains("the bill is not closed; unchanged");
        assertThat(warehouse.files()).isEqualTo(before).hasSize(1);

        // 26 Feb: 100 more octets in by interface 1, so that it has 2,700 like the day behind it
        late("2026-02-26T12:00:00Z", 100);
        assertThat(warehouse.text()).contains("the bill is not closed; written");
        assertThat(warehouse.files()).hasSize(1).doesNotContainAnyElementsOf(before);

        assertThat(warehouse.text("--close", "--dry-run")).contains("would be closed");
        assertThat(warehouse.text()).contains("the bill is not closed; unchanged");
        assertThat(warehouse.text("--close")).contains("closed now");
        List<Path> closed = warehouse.files();
        assertThat(closed).hasSize(1);
        byte[] bill = Files.readAllBytes(closed.get(0));
        assertThat(warehouse.text())
                .contains("closed at ")
                .contains("0 adjustments before, 0 entered now");
        assertThat(warehouse.text("--close")).contains("0 adjustments before, 0 entered now");
        assertThat(warehouse.files()).isEqualTo(closed);

        // 27 Feb: 8,640 octets more are 0.8 bit/s; 11,340 are the largest day and 2,800 the second
        late("2026-02-27T12:00:00Z", 8_640);
        assertThat(warehouse.text("--dry-run")).contains("2 would be entered now");
        assertThat(warehouse.files()).isEqualTo(closed);
        assertThat(warehouse.text())
                .contains("0 adjustments before, 2 entered now")
                .contains("adjustment");
        assertThat(warehouse.text()).contains("2 adjustments before, 0 entered now");
        assertThat(warehouse.files()).hasSize(2).containsAll(closed);
        assertThat(Files.readAllBytes(closed.get(0))).isEqualTo(bill);

        JsonNode lines =
                warehouse.percentile("--interval", "1d", "--format", "json").json().get("lines");
        assertThat(lines).hasSize(4);
        JsonNode adjustment = lines.get(2);
        assertThat(adjustment.get("kind").asText()).isEqualTo("adjustment");
        assertThat(adjustment.get("reason").asText()).isEqualTo("late_postings");
        assertThat(adjustment.get("billed_observed_octets").asLong()).isEqualTo(8_640);
        assertThat(adjustment.get("billed_bits_per_second").asDouble())
                .isEqualTo(BillValues.number(100 * 8 / DAY_SECONDS).doubleValue());
        assertThat(Instant.parse(adjustment.get("entered_at").asText()))
                .isAfter(Instant.parse(lines.get(0).get("entered_at").asText()));

        assertThat(warehouse.percentile("--interval", "1d", "--percentile", "90").err())
                .contains("bill interface of 2026-02 was closed with --percentile 95: say so");
    }

    private void late(String window, long octets) throws IOException {
        Instant start = Instant.parse(window);
        warehouse
                .interfaces(start, ROUTER, 1, 2, octets)
                .put(
                        PostingColumn.RECEIVED_MINUTE,
                        Instant.parse("2026-03-01T00:20:00Z")
                                .plusSeconds(octets / 60 * 60)
                                .toEpochMilli());
        warehouse.write();
    }

    @Test
    void everyNightTheBillsOfTheMonthAreMadeAgain() throws Exception {
        warehouse.february();
        Path bills =
                Files.writeString(
                        folder.resolve("bills.yaml"),
                        "bills: [{of: interface, interval: 1d}, {view: interfaces, interval: 1d}]");
        String[] nightly = {
            "nightly",
            "--warehouse",
            warehouse.folder().toString(),
            "--date",
            "2026-02-17",
            "--bills",
            bills.toString()
        };
        assertThat(Outcome.of(nightly).out())
                .contains("done")
                .contains("interface 2 lines, interfaces 2");
        assertThat(Outcome.of(nightly).out()).contains("unchanged  2026-02: interface 2 lines");
        assertThat(warehouse.files()).hasSize(2);
        assertThat(warehouse.text("--close")).contains("closed now");
        late("2026-02-27T12:00:00Z", 8_640);
        assertThat(Outcome.of(nightly).out())
                .contains("interface closed, 2 adjustments, interfaces 2");
        nightly[4] = "2025-11-03";
        assertThat(Outcome.of(nightly).out())
                .contains("empty")
                .contains("no postings of view interfaces");
    }

    @Test
    void whatIsGoneFromPostingsIsTakenBack() throws Exception {
        warehouse.february();
        Map<PostingColumn, Object> once =
                warehouse.interfaces(Instant.parse("2026-02-03T00:00:00Z"), ROUTER, 9, 2, 500);
        assertThat(once).isNotEmpty();
        Path extra = warehouse.folder().resolve("postings/view=interfaces/dt=2026-02-03");
        List<Path> without = Folders.parquet(extra);
        warehouse.write();
        assertThat(warehouse.text("--close")).contains("closed now");
        for (Path file : Folders.parquet(extra)) {
            if (!without.contains(file)) {
                Files.delete(file);
            }
        }
        JsonNode lines =
                warehouse.percentile("--interval", "1d", "--format", "json").json().get("lines");
        assertThat(lines).as("three lines, and what 9 and 2 are adjusted by").hasSize(5);
        JsonNode gone = lines.get(4);
        assertThat(gone.get("interface").asText()).isEqualTo("9");
        assertThat(gone.get("billed_observed_octets").asLong()).isEqualTo(-500);
        assertThat(gone.get("reason").asText()).isEqualTo("changed_postings");
    }

    @Test
    void minutesThatACollectMayStillPostKeepABillOpen() throws Exception {
        warehouse.february();
        warehouse.collectIsAt(Instant.parse("2026-03-01T02:30:00Z"));
        Outcome outcome = warehouse.percentile("--interval", "1d", "--close");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err())
                .contains("--close: minutes before 2026-03-01T01:00:00Z are still a collect's own")
                .contains("checkpoints/here-1");
        assertThat(warehouse.files()).isEmpty();
        warehouse.collectIsAt(Instant.parse("2026-03-01T03:00:00Z"));
        assertThat(warehouse.text("--close")).contains("closed now");
    }
}
