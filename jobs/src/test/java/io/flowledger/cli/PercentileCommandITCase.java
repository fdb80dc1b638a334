package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.archive.schema.PostingColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills of months of postings that are known row by row. */
class PercentileCommandITCase {

    private static final String FIRST = "2026-02-01T00:00:00Z";
    private static final String ROUTER = BilledWarehouse.ROUTER;
    private static final String SWITCH = "192.0.2.2";
    private static final double DAY_SECONDS = 86_400;

    @TempDir Path folder;

    private BilledWarehouse warehouse;

    @BeforeEach
    void prepare() {
        warehouse = new BilledWarehouse(folder.resolve("w"));
    }

    // ---- what is billed ------------------------------------------------------------------------

    @Test
    void theSecondLargestOf28DaysIsBilledInTheLargerDirection() throws Exception {
        warehouse.february();
        JsonNode bill = warehouse.percentile("--interval", "1d", "--format", "json").json();
        assertThat(bill.get("billLines").asInt()).isEqualTo(2);
        assertThat(bill.get("intervals").asInt()).isEqualTo(28);
        assertThat(bill.get("unknownIntervals").asInt()).isZero();
        JsonNode first = bill.get("lines").get(0);
        assertThat(first.get("exporter").asText()).isEqualTo(ROUTER);
        assertThat(first.get("interface").asText()).isEqualTo("1");
        assertThat(first.get("billed_direction").asText()).isEqualTo("in");
        // 2,700 octets · 8 bits / 86,400 s = 0.25 bit/s; the other way 0.025
        assertThat(first.get("billed_bits_per_second").asDouble()).isEqualTo(0.25);
        assertThat(first.get("billed_observed_bits_per_second").asDouble()).isEqualTo(0.25);
        assertThat(first.get("in_bits_per_second").asDouble()).isEqualTo(0.25);
        assertThat(first.get("out_bits_per_second").asDouble()).isEqualTo(0.025);
        // 100 + 200 + … + 2,800
        assertThat(first.get("billed_observed_octets").asLong()).isEqualTo(40_600);
        JsonNode second = bill.get("lines").get(1);
        assertThat(second.get("billed_direction").asText()).isEqualTo("out");
        assertThat(second.get("billed_bits_per_second").asDouble()).isEqualTo(0.25);
    }

    @Test
    void theCsvHasALineForEachInterfaceAndIsAsWrittenDown() throws Exception {
        warehouse.february();
        Path csv = folder.resolve("february.csv");
        Outcome outcome = warehouse.percentile("--interval", "1d", "--csv", csv.toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(Files.readString(csv))
                .isEqualTo(
                        ("bill,month,kind,exporter,interface,name,other,percentile,billed_direction,"
                                        + columns("billed")
                                        + columns("in")
                                        + columns("out")
                                        + "intervals,missing_intervals,imputed_intervals,entered_at,reason,missing\n"
                                        + "interface,2026-02,bill,192.0.2.1,1,,0,95,in,"
                                        + amount(40_600, "0.25")
                                        + amount(40_600, "0.25")
                                        + amount(4_060, "0.025")
                                        + "28,0,0,,,\n"
                                        + "interface,2026-02,bill,192.0.2.1,2,,0,95,out,"
                                        + amount(40_600, "0.25")
                                        + amount(4_060, "0.025")
                                        + amount(40_600, "0.25")
                                        + "28,0,0,,,\n")
                                .replace("\n", "\r\n"));
    }

    private static String columns(String what) {
        StringBuilder columns = new StringBuilder();
        for (String each :
                List.of(
                        "observed_octets",
                        "octets",
                        "observed_bits_per_second",
                        "bits_per_second",
                        "lower_bits_per_second",
                        "upper_bits_per_second")) {
            columns.append(what).append('_').append(each).append(',');
        }
        return columns.toString();
    }

    private static String amount(long octets, String rate) {
        return octets + "," + octets + "," + (rate + ",").repeat(4);
    }

    @Test
    void csvOnStandardOutputIsAllThatIsThere() throws Exception {
        warehouse.february();
        Outcome outcome = warehouse.percentile("--interval", "1d", "--csv", "-");
        assertThat(outcome.out().lines()).hasSize(3).allMatch(line -> line.split(",").length > 20);
    }

    @Test
    void anOutageIsNotZeroForWhatWasObservedAndImputedInTheEstimate() throws Exception {
        for (int day = 0; day < 28; day++) {
            Instant noon = PostedWarehouse.day("2026-02-01T12:00:00Z", day);
            if (day < 9 || day >= 14) {
                warehouse.interfaces(noon, ROUTER, 1, 2, 100 * (day + 1));
            } else {
                Map<PostingColumn, Object> told = warehouse.interfaces(noon, ROUTER, 1, 2, 0);
                told.put(PostingColumn.IMPUTED, 1L);
                told.put(PostingColumn.OCTETS, 5_000.0);
                told.put(
                        PostingColumn.RECEIVED_MINUTE,
                        Instant.parse("2026-02-15T00:10:00Z").toEpochMilli());
            }
            warehouse.interfaces(noon, SWITCH, 7, 8, 100 * (day + 1));
        }
        warehouse.loss(
                ROUTER,
                Instant.parse("2026-02-09T23:50:00Z"),
                Instant.parse("2026-02-15T00:10:00Z"),
                100);
        // of one that was heard of by another session meanwhile
        warehouse.loss(
                SWITCH,
                Instant.parse("2026-02-19T23:50:00Z"),
                Instant.parse("2026-02-22T00:10:00Z"),
                100);
        warehouse.listeningBeforeAndAfter();
        JsonNode lines =
                warehouse.percentile("--interval", "1d", "--format", "json").json().get("lines");
        JsonNode router = lines.get(0);
        assertThat(router.get("missing_intervals").asInt()).isEqualTo(5);
        assertThat(router.get("missing").asText())
                .isEqualTo("2026-02-10T00:00:00Z/2026-02-15T00:00:00Z");
        assertThat(router.get("imputed_intervals").asInt()).isEqualTo(5);
        assertThat(router.get("billed_observed_bits_per_second").asDouble())
                .as("the second largest of 23 days: 2,700 octets")
                .isEqualTo(0.25);
        assertThat(router.get("billed_bits_per_second").asDouble())
                .as("the second largest of 28: 5,000 octets")
                .isEqualTo(0.463);
        JsonNode other = lines.get(2);
        assertThat(other.get("exporter").asText()).isEqualTo(SWITCH);
        assertThat(other.get("missing_intervals").asInt()).isZero();
        assertThat(other.get("billed_bits_per_second").asDouble()).isEqualTo(0.25);
    }

    @Test
    void keysBeyondTheBoundAreALineOfTheirOwn() throws Exception {
        for (int day = 0; day < 28; day++) {
            Map<PostingColumn, Object> rest =
                    warehouse.post(
                            "interfaces",
                            PostedWarehouse.day(FIRST, day),
                            ROUTER,
                            1_000 * (day + 1));
            rest.put(PostingColumn.EXPORTER, ROUTER);
            rest.put(PostingColumn.OTHER, 1L);
        }
        warehouse.february();
        JsonNode lines =
                warehouse.percentile("--interval", "1d", "--format", "json").json().get("lines");
        assertThat(lines).hasSize(3);
        JsonNode other = lines.get(2);
        assertThat(other.get("other").asInt()).isEqualTo(1);
        assertThat(other.get("interface").isNull()).isTrue();
        assertThat(other.get("billed_bits_per_second").asDouble()).isEqualTo(2.5);
    }

    @Test
    void customersAreBilledByTheViewThatHasThem() throws Exception {
        for (int day = 0; day < 28; day++) {
            Instant noon = PostedWarehouse.day("2026-02-01T12:00:00Z", day);
            customers(noon, null, "Acme, Inc.", 100 * (day + 1));
            customers(noon, "Acme, Inc.", "Globex", 10 * (day + 1));
            customers(noon, null, null, day + 1);
        }
        customers(Instant.parse("2026-01-31T23:59:00Z"), "Acme, Inc.", null, 9);
        customers(Instant.parse("2026-03-01T00:00:00Z"), "Acme, Inc.", null, 9);
        warehouse.february();
        Path csv = folder.resolve("customers.csv");
        Outcome outcome =
                warehouse.percentile(
                        "--of",
                        "customer",
                        "--interval",
                        "1d",
                        "--bill",
                        "sum",
                        "--csv",
                        csv.toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("both directions together; view billing");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).startsWith("bill,month,kind,customer,name,other,");
        // (2,700 + 270) · 8 / 86,400
        assertThat(lines.stream().filter(line -> line.contains("\"Acme, Inc.\"")).toList())
                .singleElement()
                .asString()
                .startsWith(
                        "customer,2026-02,bill,\"Acme, Inc.\",,0,95,sum,44660,44660,0.275,0.275,0.275,0.275,40600,40600,0.25,");
        assertThat(lines.stream().filter(line -> line.startsWith("customer,2026-02,bill,,")))
                .as("whose it was is not known")
                .singleElement()
                .asString()
                .contains("sum,41412,");
    }

    private void customers(Instant window, String source, String destination, long octets) {
        Map<PostingColumn, Object> row = warehouse.post("billing", window, ROUTER, octets);
        if (source != null) {
            row.put(PostingColumn.SRC_CUSTOMER, source);
        }
        if (destination != null) {
            row.put(PostingColumn.DST_CUSTOMER, destination);
        }
    }

    @Test
    void keysOfAnyViewAreBilledWithoutDirection() throws Exception {
        warehouse.february();
        JsonNode pairs =
                warehouse
                        .percentile("--view", "interfaces", "--interval", "1d", "--format", "json")
                        .json();
        assertThat(pairs.get("keys").toString()).isEqualTo("[\"exporter\",\"in_if\",\"out_if\"]");
        assertThat(pairs.get("lines")).hasSize(2);
        assertThat(pairs.get("lines").get(0).get("billed_direction").asText()).isEqualTo("total");
        assertThat(pairs.get("lines").get(0).get("in_octets").isNull()).isTrue();
        JsonNode all =
                warehouse
                        .percentile(
                                "--view",
                                "interfaces",
                                "--key",
                                "exporter",
                                "--name",
                                "by_exporter",
                                "--interval",
                                "1d",
                                "--format",
                                "json")
                        .json();
        assertThat(all.get("lines")).hasSize(1);
        // (2,700 + 270) · 8 / 86,400
        assertThat(all.get("lines").get(0).get("billed_bits_per_second").asDouble())
                .isEqualTo(0.275);
        assertThat(all.get("bill").asText()).isEqualTo("by_exporter");
    }

    @Test
    void aMonthBeginsAndEndsAtMidnightOfTheZone() throws Exception {
        warehouse.february();
        // to Tokyo February begins nine hours earlier, and 77,777 octets of UTC's January are in it
        JsonNode bill =
                warehouse
                        .percentile(
                                "--zone",
                                "Asia/Tokyo",
                                "--interval",
                                "1d",
                                "--percentile",
                                "100",
                                "--format",
                                "json")
                        .json();
        assertThat(bill.get("from").asText()).isEqualTo("2026-01-31T15:00:00Z");
        assertThat(bill.get("countedTo").asText()).isEqualTo("2026-02-28T15:00:00Z");
        assertThat(bill.get("lines").get(0).get("in_bits_per_second").asDouble())
                .isCloseTo((77_777 + 100) * 8 / DAY_SECONDS, within(0.0005));
        assertThat(bill.get("lines").get(0).get("in_observed_octets").asLong())
                .isEqualTo(77_777 + 40_600);
    }

    @Test
    void aMonthThatIsRunningIsCountedAsFarAsItGoes() throws Exception {
        Instant now = Instant.now();
        YearMonth month = YearMonth.from(now.minus(Duration.ofHours(1)).atZone(ZoneOffset.UTC));
        Instant first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        warehouse.interfaces(first.minusSeconds(60), ROUTER, 1, 2, 1);
        for (int minute = 0; minute < 17; minute++) {
            warehouse.interfaces(first.plusSeconds(60L * minute), ROUTER, 1, 2, 375 * minute);
        }
        warehouse.write();
        JsonNode bill =
                Outcome.of(
                                "percentile",
                                "--warehouse",
                                warehouse.folder().toString(),
                                "--month",
                                month.toString(),
                                "--format",
                                "json")
                        .json();
        assertThat(bill.get("state").asText()).isEqualTo("running");
        assertThat(bill.get("intervals").asInt()).isEqualTo(3);
        assertThat(bill.get("countedTo").asText()).isEqualTo(first.plusSeconds(900).toString());
        // minutes 10 to 14: 375 · 60 octets · 8 / 300 s
        assertThat(bill.get("lines").get(0).get("in_bits_per_second").asDouble())
                .isEqualTo(375 * 60 * 8 / 300.0);
        assertThat(
                        Outcome.of(
                                        "percentile",
                                        "--warehouse",
                                        warehouse.folder().toString(),
                                        "--month",
                                        month.toString(),
                                        "--close")
                                .err())
                .contains("--close: " + month + " is not over before");
    }

    // ---- what is refused -----------------------------------------------------------------------

    @Test
    void whatIsWrongIsOneLine() throws Exception {
        warehouse.february();
        assertRefused("2099-01 has not begun in UTC", "--month", "2099-01");
        assertRefused("there are no postings of view interfaces in 2025-12", "--month", "2025-12");
        assertRefused("there are no postings of a view sites in", "--view", "sites");
        assertRefused("there are interfaces", "--view", "sites");
        assertRefused(
                "view interfaces has no key src_as; it has exporter, in_if, out_if",
                "--view",
                "interfaces",
                "--key",
                "src_as");
        assertRefused("no view has customers in 2026-02: account one", "--of", "customer");
        assertRefused(
                "view interfaces has neither dst_customer nor src_customer in 2026-02",
                "--of",
                "customer",
                "--view",
                "interfaces");
        assertRefused("--percentile 0: a percentile is above 0", "--percentile", "0");
        assertRefused("--percentile many: give a number", "--percentile", "many");
        assertRefused("--zone Berlin: there is no such time zone", "--zone", "Berlin");
        assertRefused("divides the day evenly, not PT7M", "--interval", "7m");
        assertRefused("'My bill' is no name of a bill", "--name", "My bill");
        assertRefused("--key goes with --view, without --of", "--key", "exporter");
        assertRefused("give --month or --date, not both", "--date", "2026-02-03");
        assertRefused("there is no folder", "--csv", folder.resolve("no/such/file.csv").toString());
        assertRefused("give --csv - or --format json", "--csv", "-", "--format", "json");
        assertThat(warehouse.files()).isEmpty();
    }

    @Test
    void windowsThatIntervalsCutAreRefused() throws Exception {
        warehouse.february();
        warehouse
                .interfaces(Instant.parse("2026-02-05T10:00:00Z"), ROUTER, 1, 2, 5)
                .put(PostingColumn.WINDOW_SECONDS, 600L);
        warehouse.write();
        assertRefused("has windows of 600 s, which intervals of 300 s cut: give a longer");
    }

    private void assertRefused(String message, String... options) {
        Outcome outcome = warehouse.percentile(options);
        assertThat(outcome.exitCode()).as(outcome.out()).isNotZero();
        assertThat(outcome.err().strip()).contains(message).doesNotContain("\n");
    }

    // ---- running -------------------------------------------------------------------------------
}
