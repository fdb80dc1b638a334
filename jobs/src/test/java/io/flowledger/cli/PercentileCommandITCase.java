package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.archive.schema.PostingColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Bills of months of postings that are known row by row. */
class PercentileCommandITCase {

    private static final String FIRST = "2026-02-01T00:00:00Z";
    private static final String ROUTER = "192.0.2.1";
    private static final String SWITCH = "192.0.2.2";
    private static final double DAY_SECONDS = 86_400;

    @TempDir Path folder;

    private PostedWarehouse warehouse;

    private record Outcome(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @BeforeEach
    void prepare() {
        warehouse = new PostedWarehouse(folder.resolve("w"));
    }

    /**
     * 28 days; on day d of them 100·d octets came in by interface 1 and left by 2, and 10·d the
     * other way. Of days the second largest is the 95th percentile (⌈0.95·28⌉ = 27).
     */
    private void february() throws IOException {
        for (int day = 0; day < 28; day++) {
            Instant noon = PostedWarehouse.day("2026-02-01T12:00:00Z", day);
            warehouse.interfaces(noon, ROUTER, 1, 2, 100 * (day + 1));
            warehouse.interfaces(noon, ROUTER, 2, 1, 10 * (day + 1));
        }
        listeningBeforeAndAfter();
    }

    /** So that nothing of February is unknown. */
    private void listeningBeforeAndAfter() throws IOException {
        warehouse.interfaces(Instant.parse("2026-01-31T23:59:00Z"), ROUTER, 1, 2, 77_777);
        warehouse.interfaces(Instant.parse("2026-03-01T00:00:00Z"), ROUTER, 1, 2, 88_888);
        warehouse.write();
    }

    // ---- what is billed ------------------------------------------------------------------------

    @Test
    void theSecondLargestOf28DaysIsBilledInTheLargerDirection() throws Exception {
        february();
        JsonNode bill = percentile("--interval", "1d", "--format", "json").json();
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
        february();
        Path csv = folder.resolve("february.csv");
        Outcome outcome = percentile("--interval", "1d", "--csv", csv.toString());
        assertThat(outcome.exitCode).as(outcome.err).isZero();
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
        february();
        Outcome outcome = percentile("--interval", "1d", "--csv", "-");
        assertThat(outcome.out.lines()).hasSize(3).allMatch(line -> line.split(",").length > 20);
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
        listeningBeforeAndAfter();
        JsonNode lines = percentile("--interval", "1d", "--format", "json").json().get("lines");
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
        february();
        JsonNode lines = percentile("--interval", "1d", "--format", "json").json().get("lines");
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
        february();
        Path csv = folder.resolve("customers.csv");
        Outcome outcome =
                percentile(
                        "--of",
                        "customer",
                        "--interval",
                        "1d",
                        "--bill",
                        "sum",
                        "--csv",
                        csv.toString());
        assertThat(outcome.exitCode).as(outcome.err).isZero();
        assertThat(outcome.out).contains("both directions together; view billing");
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
        february();
        JsonNode pairs =
                percentile("--view", "interfaces", "--interval", "1d", "--format", "json").json();
        assertThat(pairs.get("keys").toString()).isEqualTo("[\"exporter\",\"in_if\",\"out_if\"]");
        assertThat(pairs.get("lines")).hasSize(2);
        assertThat(pairs.get("lines").get(0).get("billed_direction").asText()).isEqualTo("total");
        assertThat(pairs.get("lines").get(0).get("in_octets").isNull()).isTrue();
        JsonNode all =
                percentile(
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
        february();
        // to Tokyo February begins nine hours earlier, and 77,777 octets of UTC's January are in it
        JsonNode bill =
                percentile(
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
                run(
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
                        run(
                                        "percentile",
                                        "--warehouse",
                                        warehouse.folder().toString(),
                                        "--month",
                                        month.toString(),
                                        "--close")
                                .err)
                .contains("--close: " + month + " is not over before");
    }

    // ---- against DuckDB ------------------------------------------------------------------------

    @Test
    void duckDbFindsTheSame() throws Exception {
        randomMonth();
        Outcome outcome = percentile("--parallelism", "2");
        assertThat(outcome.exitCode).as(outcome.err).isZero();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            duckDbWarehouse(statement);
            ResultSet compared = statement.executeQuery(COMPARISON);
            int interfaces = 0;
            while (compared.next()) {
                String who = compared.getString("exporter") + " " + compared.getInt("interface");
                interfaces++;
                assertThat(compared.getLong("octets_found"))
                        .as(who)
                        .isEqualTo(compared.getLong("octets_expected"));
                for (String each : List.of("observed", "estimated", "lower", "upper")) {
                    double expected = compared.getDouble(each + "_expected");
                    assertThat(compared.getDouble(each + "_found"))
                            .as(who + " " + each)
                            .isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
                    assertThat(expected).as(who + " " + each).isPositive();
                }
            }
            assertThat(interfaces).isEqualTo(2 * 6);
        }
    }

    /** Two exporters of six interfaces each; every interval has rows for most of them. */
    private void randomMonth() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        Instant first = Instant.parse(FIRST);
        for (int slot = 0; slot < 8_064; slot++) {
            for (int i = random.nextInt(8); i > 0; i--) {
                Instant window = first.plusSeconds(300L * slot + 60L * random.nextInt(5));
                String exporter = random.nextBoolean() ? ROUTER : SWITCH;
                Map<PostingColumn, Object> row =
                        warehouse.interfaces(
                                window,
                                exporter,
                                1 + random.nextInt(6),
                                1 + random.nextInt(6),
                                (long) Math.exp(10 + 3 * random.nextDouble()));
                double lost = random.nextDouble();
                if (lost < 0.3) {
                    double observed = (Double) row.get(PostingColumn.OCTETS);
                    double variance = Math.pow(observed * lost, 2);
                    row.put(PostingColumn.OCTETS, observed * (1 + lost));
                    row.put(PostingColumn.OCTETS_VARIANCE, variance);
                    row.put(PostingColumn.OCTETS_THIRD, Math.pow(variance, 1.5) * lost);
                    row.put(PostingColumn.OCTETS_SPREAD, variance * variance / 40);
                    row.put(PostingColumn.OCTETS_EXPOSURE, variance * lost);
                }
                if (random.nextInt(50) == 0) {
                    warehouse.write();
                }
            }
        }
        listeningBeforeAndAfter();
    }

    private static final String COMPARISON =
            """
            WITH sums AS (
              SELECT exporter, in_if AS interface,
                (epoch_ms(window_start) - epoch_ms(TIMESTAMPTZ '2026-02-01T00:00:00Z')) // 300000 AS slot,
                SUM(observed_octets)::BIGINT AS observed, SUM(octets) AS estimated,
                lower_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third),
                  SUM(octets_spread), SUM(octets_exposure)) AS lower,
                upper_bound(SUM(observed_octets), SUM(octets), SUM(octets_variance), SUM(octets_third),
                  SUM(octets_spread), SUM(octets_exposure), SUM(unestimated_flows)) AS upper
              FROM postings WHERE view = 'interfaces' AND dt BETWEEN '2026-02-01' AND '2026-02-28' GROUP BY ALL
            ), slots AS (
              SELECT exporter, interface, slot FROM (SELECT DISTINCT exporter, interface FROM sums), range(28 * 288) AS r(slot)
            ), filled AS (
              SELECT exporter, interface, COALESCE(observed, 0) AS observed, COALESCE(estimated, 0.0) AS estimated,
                COALESCE(lower, 0.0) AS lower, COALESCE(upper, 0.0) AS upper
              FROM slots LEFT JOIN sums USING (exporter, interface, slot)
            ), expected AS (
              SELECT exporter, interface, SUM(observed)::BIGINT AS octets,
                list_sort(list(observed::DOUBLE))[ceil(0.95 * 28 * 288)::INTEGER] * 8 / 300 AS observed,
                list_sort(list(estimated))[ceil(0.95 * 28 * 288)::INTEGER] * 8 / 300 AS estimated,
                list_sort(list(lower))[ceil(0.95 * 28 * 288)::INTEGER] * 8 / 300 AS lower,
                list_sort(list(upper))[ceil(0.95 * 28 * 288)::INTEGER] * 8 / 300 AS upper
              FROM filled GROUP BY ALL
            )
            SELECT e.exporter, e.interface, e.octets AS octets_expected, b.in_observed_octets AS octets_found,
              e.observed AS observed_expected, b.in_observed_bits_per_second AS observed_found,
              e.estimated AS estimated_expected, b.in_bits_per_second AS estimated_found,
              e.lower AS lower_expected, b.in_lower_bits_per_second AS lower_found,
              e.upper AS upper_expected, b.in_upper_bits_per_second AS upper_found
            FROM expected e LEFT JOIN bills b ON b.exporter = e.exporter AND b.interface = e.interface
            WHERE b.bill = 'interface' AND b.month = '2026-02' OR b.bill IS NULL
            """;

    /** By the script that is shipped, as far as tables are there. */
    private void duckDbWarehouse(Statement statement) throws Exception {
        statement.execute("SET VARIABLE warehouse = '" + warehouse.folder() + "'");
        String script;
        try (var in = io.flowledger.sql.Ledger.class.getResourceAsStream("duckdb.sql")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (var part : io.flowledger.sql.text.Statement.of(script, 1)) {
            boolean isWanted =
                    part.text().contains("MACRO")
                            || part.text().contains("VIEW postings ")
                            || part.text().contains("VIEW bills ");
            if (isWanted) {
                statement.execute(part.text());
            }
        }
    }

    // ---- again and again -----------------------------------------------------------------------

    @Test
    void aBillIsReplacedUntilItIsClosedAndThenAdjusted() throws Exception {
        february();
        assertThat(text()).contains("the bill is not closed; written");
        List<Path> before = files();
        assertThat(text()).contains("the bill is not closed; unchanged");
        assertThat(files()).isEqualTo(before).hasSize(1);

        // 26 Feb: 100 more octets in by interface 1, so that it has 2,700 like the day behind it
        late("2026-02-26T12:00:00Z", 100);
        assertThat(text()).contains("the bill is not closed; written");
        assertThat(files()).hasSize(1).doesNotContainAnyElementsOf(before);

        assertThat(text("--close", "--dry-run")).contains("would be closed");
        assertThat(text()).contains("the bill is not closed; unchanged");
        assertThat(text("--close")).contains("closed now");
        List<Path> closed = files();
        assertThat(closed).hasSize(1);
        byte[] bill = Files.readAllBytes(closed.get(0));
        assertThat(text()).contains("closed at ").contains("0 adjustments before, 0 entered now");
        assertThat(text("--close")).contains("0 adjustments before, 0 entered now");
        assertThat(files()).isEqualTo(closed);

        // 27 Feb: 8,640 octets more are 0.8 bit/s; 11,340 are the largest day and 2,800 the second
        late("2026-02-27T12:00:00Z", 8_640);
        assertThat(text("--dry-run")).contains("2 would be entered now");
        assertThat(files()).isEqualTo(closed);
        assertThat(text()).contains("0 adjustments before, 2 entered now").contains("adjustment");
        assertThat(text()).contains("2 adjustments before, 0 entered now");
        assertThat(files()).hasSize(2).containsAll(closed);
        assertThat(Files.readAllBytes(closed.get(0))).isEqualTo(bill);

        JsonNode lines = percentile("--interval", "1d", "--format", "json").json().get("lines");
        assertThat(lines).hasSize(4);
        JsonNode adjustment = lines.get(2);
        assertThat(adjustment.get("kind").asText()).isEqualTo("adjustment");
        assertThat(adjustment.get("reason").asText()).isEqualTo("late_postings");
        assertThat(adjustment.get("billed_observed_octets").asLong()).isEqualTo(8_640);
        assertThat(adjustment.get("billed_bits_per_second").asDouble())
                .isEqualTo(BillValues.number(100 * 8 / DAY_SECONDS).doubleValue());
        assertThat(Instant.parse(adjustment.get("entered_at").asText()))
                .isAfter(Instant.parse(lines.get(0).get("entered_at").asText()));

        assertThat(percentile("--interval", "1d", "--percentile", "90").err)
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
        february();
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
        assertThat(run(nightly).out).contains("done").contains("interface 2 lines, interfaces 2");
        assertThat(run(nightly).out).contains("unchanged  2026-02: interface 2 lines");
        assertThat(files()).hasSize(2);
        assertThat(text("--close")).contains("closed now");
        late("2026-02-27T12:00:00Z", 8_640);
        assertThat(run(nightly).out).contains("interface closed, 2 adjustments, interfaces 2");
        nightly[4] = "2025-11-03";
        assertThat(run(nightly).out).contains("empty").contains("no postings of view interfaces");
    }

    @Test
    void whatIsGoneFromPostingsIsTakenBack() throws Exception {
        february();
        Map<PostingColumn, Object> once =
                warehouse.interfaces(Instant.parse("2026-02-03T00:00:00Z"), ROUTER, 9, 2, 500);
        assertThat(once).isNotEmpty();
        Path extra = warehouse.folder().resolve("postings/view=interfaces/dt=2026-02-03");
        List<Path> without = parquet(extra);
        warehouse.write();
        assertThat(text("--close")).contains("closed now");
        for (Path file : parquet(extra)) {
            if (!without.contains(file)) {
                Files.delete(file);
            }
        }
        JsonNode lines = percentile("--interval", "1d", "--format", "json").json().get("lines");
        assertThat(lines).as("three lines, and what 9 and 2 are adjusted by").hasSize(5);
        JsonNode gone = lines.get(4);
        assertThat(gone.get("interface").asText()).isEqualTo("9");
        assertThat(gone.get("billed_observed_octets").asLong()).isEqualTo(-500);
        assertThat(gone.get("reason").asText()).isEqualTo("changed_postings");
    }

    @Test
    void minutesThatACollectMayStillPostKeepABillOpen() throws Exception {
        february();
        warehouse.collectIsAt(Instant.parse("2026-03-01T02:30:00Z"));
        Outcome outcome = percentile("--interval", "1d", "--close");
        assertThat(outcome.exitCode).isNotZero();
        assertThat(outcome.err)
                .contains("--close: minutes before 2026-03-01T01:00:00Z are still a collect's own")
                .contains("checkpoints/here-1");
        assertThat(files()).isEmpty();
        warehouse.collectIsAt(Instant.parse("2026-03-01T03:00:00Z"));
        assertThat(text("--close")).contains("closed now");
    }

    // ---- what is refused -----------------------------------------------------------------------

    @Test
    void whatIsWrongIsOneLine() throws Exception {
        february();
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
        assertThat(files()).isEmpty();
    }

    @Test
    void windowsThatIntervalsCutAreRefused() throws Exception {
        february();
        warehouse
                .interfaces(Instant.parse("2026-02-05T10:00:00Z"), ROUTER, 1, 2, 5)
                .put(PostingColumn.WINDOW_SECONDS, 600L);
        warehouse.write();
        assertRefused("has windows of 600 s, which intervals of 300 s cut: give a longer");
    }

    private void assertRefused(String message, String... options) {
        Outcome outcome = percentile(options);
        assertThat(outcome.exitCode).as(outcome.out).isNotZero();
        assertThat(outcome.err.strip()).contains(message).doesNotContain("\n");
    }

    // ---- running -------------------------------------------------------------------------------

    private String text(String... options) {
        List<String> all = new ArrayList<>(List.of("--interval", "1d"));
        all.addAll(List.of(options));
        Outcome outcome = percentile(all.toArray(String[]::new));
        assertThat(outcome.exitCode).as(outcome.err).isZero();
        return outcome.out;
    }

    private Outcome percentile(String... options) {
        List<String> args =
                new ArrayList<>(
                        List.of("percentile", "--warehouse", warehouse.folder().toString()));
        if (!List.of(options).contains("--month")) {
            args.addAll(List.of("--month", "2026-02"));
        }
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    private static Outcome run(String... args) {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine command = Flowledger.commandLine().setErr(new PrintWriter(err, true));
            int exitCode = command.execute(args);
            return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(stdout);
        }
    }

    private List<Path> files() throws IOException {
        return parquet(warehouse.folder().resolve("bills"));
    }

    private static List<Path> parquet(Path below) throws IOException {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
        }
    }
}
