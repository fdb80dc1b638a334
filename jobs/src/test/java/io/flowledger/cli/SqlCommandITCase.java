package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Interval;
import io.flowledger.ledger.estimate.Uncertainty;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sql command over what an import left; views are compared with DuckDB on the same files. */
class SqlCommandITCase {

    @TempDir static Path shared;

    private static Path warehouse;

    @BeforeAll
    static void importACapture() throws Exception {
        Path capture = AccountedCapture.write(shared.resolve("exports.pcap"));
        warehouse = shared.resolve("it's a warehouse");
        Outcome outcome =
                Outcome.of("import", capture.toString(), "--warehouse", warehouse.toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    @Test
    void statementsOfAllOptionsAreRunInTheirOrder() throws Exception {
        Path file =
                Files.writeString(
                        shared.resolve("script.sql"),
                        """
                        -- counts; all of them
                        CREATE TEMPORARY VIEW mine AS SELECT COUNT(*) AS n FROM flows;
                        SET 'table.optimizer.agg-phase-strategy' = 'ONE_PHASE';
                        SELECT n FROM mine;
                        """);
        Outcome outcome =
                sql(
                        "--format",
                        "csv",
                        "-e",
                        "USE CATALOG ledger; SELECT 1 AS a",
                        "-f",
                        file.toString());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .isEqualTo(
                        "a\r\n1\r\nn\r\n"
                                + duck("SELECT count(*) FROM flows").get(0).get(0)
                                + "\r\n");
    }

    @Test
    void rowsThatTakeOthersBackSayItAndOthersDoNot() throws Exception {
        String protocols = "(VALUES (6), (6), (17)) AS t(proto)";
        Outcome outcome =
                sql(
                        "--mode",
                        "streaming",
                        "--format",
                        "csv",
                        "-e",
                        "SELECT proto, COUNT(*) AS n FROM " + protocols + " GROUP BY proto",
                        "-e",
                        "SELECT MAX(proto) AS proto FROM " + protocols + " WHERE proto < 10",
                        "-e",
                        "SELECT proto + 1 AS proto FROM " + protocols + " WHERE proto > 10");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines())
                .containsExactlyInAnyOrder(
                        "op,proto,n",
                        "+I,6,1",
                        "-U,6,1",
                        "+U,6,2",
                        "+I,17,1",
                        "op,proto",
                        "+I,6",
                        "proto",
                        "18");
    }

    @Test
    void statementsOnStandardInputAreRun() throws Exception {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("SHOW VIEWS;".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(sql("-f", "-").out()).contains("totals_with_loss");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void anInsertIsDoneWhenTheNextStatementRuns() throws Exception {
        Path folder = shared.resolve("out");
        String table =
                "CREATE TEMPORARY TABLE mine (proto INT, n BIGINT) WITH ('connector' = 'filesystem',"
                        + " 'format' = 'parquet', 'path' = '"
                        + folder.toString().replace("'", "''")
                        + "')";
        Outcome outcome =
                sql(
                        "--format",
                        "csv",
                        "-e",
                        table,
                        "-e",
                        "INSERT INTO mine SELECT proto, COUNT(*) FROM flows GROUP BY proto",
                        "-e",
                        "SELECT SUM(n) AS n FROM mine");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .isEqualTo("n\r\n" + duck("SELECT count(*) FROM flows").get(0).get(0) + "\r\n");
    }

    @Test
    void theFirstStatementThatFailsIsNamedAndEndsIt() {
        Outcome outcome =
                sql(
                        "--format",
                        "csv",
                        "-e",
                        "SELECT 1 AS a; SELECT nothing FROM flows; SELECT 2 AS b");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo("a\r\n1\r\n");
        assertThat(outcome.err().lines())
                .containsExactly(
                        "flowledger: statement 2 (SELECT nothing FROM flows) failed: line 1, column"
                                + " 8: Column 'nothing' not found in any table");
    }

    @Test
    void whatFailsWhileItRunsIsNamedByFunctionAndArgument() {
        Outcome outcome = sql("-e", "SELECT ip_text(src_addr - 4294967296) FROM flows");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).containsPattern("failed: ip_text\\(-\\d+\\): an IPv4 address is");
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void badInputIsOneLine() {
        assertThat(Outcome.of("sql", "--warehouse", shared + "/none", "-e", "SELECT 1").err())
                .contains("there is no warehouse at", "/none");
        assertThat(sql("-e", "SELECT cidr_match(src_addr, '10.0.0.0/33') FROM flows").err())
                .contains("failed: cidr_match(…, '10.0.0.0/33'): the prefix length");
        assertThat(sql("-e", "SELECT FROM").err())
                .contains("failed: ", "line 1, column")
                .hasLineCount(1);
        assertThat(sql("-e", "SET 'execution.runtime-mode' = 'streaming'").err())
                .contains("--mode");
        assertThat(sql("-f", shared + "/none.sql").err()).contains("none.sql does not exist");
        assertThat(sql("--address", "localhost:1", "-e", "SELECT 1").err())
                .contains("localhost:1: neither a Flink cluster nor a SQL gateway answers there");
    }

    @Test
    void aDamagedFileIsNamedAndLeftOutOnDemand() throws Exception {
        Path damaged = shared.resolve("damaged");
        Folders.copy(warehouse, damaged);
        Path file = Folders.parquet(damaged.resolve("flows")).get(0);
        byte[] bytes = Files.readAllBytes(file);
        // headers of pages among them, and not the footer
        for (int at = 4; at < bytes.length / 2; at++) {
            bytes[at] ^= 0x55;
        }
        Files.write(file, bytes);
        String scan = "SELECT COUNT(CASE WHEN proto = 6 THEN 1 END), MAX(received_at) FROM flows";

        Outcome refused = Outcome.of("sql", "--warehouse", damaged.toString(), "-e", scan);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .hasLineCount(1)
                .contains("failed: archive file", file.getFileName() + ": damaged");

        Outcome left =
                Outcome.of(
                        "sql",
                        "--warehouse",
                        damaged.toString(),
                        "-e",
                        scan + " /*+ OPTIONS('damaged-files'='skip') */");
        assertThat(left.exitCode()).as(left.err()).isZero();
        assertThat(left.err()).contains("1 file was left out", file.getFileName().toString());
    }

    @Test
    void lossByExporterIsWhatIsInTheFiles() throws Exception {
        Outcome outcome =
                sql(
                        "--format",
                        "json",
                        "-e",
                        "SELECT * FROM loss_by_exporter ORDER BY dt, exporter");
        List<List<Object>> expected =
                duck(
                        """
                        SELECT coalesce(f.dt, l.dt) AS d, coalesce(f.exporter, l.exporter) AS e, coalesce(f.n, 0),
                          coalesce(l.lost, 0), coalesce(l.up, 0), coalesce(l.unsized, 0)
                        FROM (SELECT dt, exporter, count(*) n FROM flows GROUP BY ALL) f
                        FULL JOIN (SELECT dt, exporter, sum(lost_flows) lost,
                            sum(lost_flows) FILTER (cause = 'upstream') up, count(*) FILTER (lost_flows IS NULL) unsized
                          FROM losses GROUP BY ALL) l ON l.dt = f.dt AND l.exporter = f.exporter
                        ORDER BY d, e
                        """);
        List<JsonNode> rows = outcome.objects();
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            List<Object> wanted = expected.get(i);
            assertThat(row.get("dt").asText()).isEqualTo(wanted.get(0).toString());
            assertThat(row.get("exporter").asText()).isEqualTo(wanted.get(1));
            long archived = number(wanted.get(2));
            long lost = number(wanted.get(3));
            assertThat(row.get("archived_flows").asLong()).isEqualTo(archived);
            assertThat(row.get("lost_flows").asLong()).isEqualTo(lost);
            assertThat(row.get("upstream").asLong()).isEqualTo(number(wanted.get(4)));
            assertThat(row.get("losses_of_unknown_size").asLong()).isEqualTo(number(wanted.get(5)));
            assertThat(row.get("coverage").asDouble())
                    .isEqualTo(Math.min(1, archived / (double) (archived + lost)));
        }
    }

    @Test
    void totalsHaveTheIntervalOfTheirSums() throws Exception {
        Outcome outcome =
                sql(
                        "--format",
                        "json",
                        "-e",
                        "SELECT * FROM totals_with_loss WHERE `view` = 'exporters' ORDER BY dt, exporter");
        List<List<Object>> expected =
                duck(
                        """
                        SELECT dt, session_exporter, sum(observed_octets), sum(octets), sum(octets_variance),
                          sum(octets_third), sum(octets_spread), sum(octets_exposure), sum(unestimated_flows)
                        FROM postings WHERE view = 'exporters' GROUP BY ALL ORDER BY ALL
                        """);
        List<JsonNode> rows = outcome.objects();
        assertThat(rows).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            List<Object> sums = expected.get(i);
            Interval interval = interval(sums.subList(2, sums.size()));
            assertThat(row.get("exporter").asText()).isEqualTo(sums.get(1));
            assertThat(row.get("observed_octets").asLong()).isEqualTo(number(sums.get(2)));
            assertThat(row.get("octets").asDouble())
                    .isCloseTo(fraction(sums.get(3)), near(sums.get(3)));
            assertThat(row.get("octets_lower").asDouble())
                    .isCloseTo(interval.lower(), near(interval.lower()));
            assertThat(row.get("octets_upper").isNull()).isEqualTo(interval.upper().isEmpty());
            interval.upper()
                    .ifPresent(
                            upper ->
                                    assertThat(row.get("octets_upper").asDouble())
                                            .isCloseTo(upper, near(upper)));
            assertThat(row.get("unestimated").asBoolean()).isEqualTo(number(sums.get(8)) > 0);
        }
    }

    @Test
    void interfacesAddUpToTheArchive() throws Exception {
        JsonNode row =
                sql(
                                "--format",
                                "json",
                                "-e",
                                "SELECT SUM(observed_octets) AS octets, SUM(octets) AS estimated,"
                                        + " SUM(bits_per_second * window_seconds) AS bits FROM interfaces")
                        .objects()
                        .get(0);
        assertThat(row.get("octets").asLong())
                .isEqualTo(number(duck("SELECT sum(bytes) FROM flows").get(0).get(0)));
        double estimated =
                fraction(
                        duck("SELECT sum(octets) FROM postings WHERE view = 'interfaces'")
                                .get(0)
                                .get(0));
        assertThat(row.get("estimated").asDouble()).isCloseTo(estimated, near(estimated));
        assertThat(row.get("bits").asDouble()).isCloseTo(8 * estimated, near(8 * estimated));
    }

    @Test
    void theExamplesOfTheReferenceRun() throws Exception {
        List<String> examples =
                Pattern.compile("(?ms)^```sql\n(.*?)^```$")
                        .matcher(Files.readString(Path.of("..", "docs", "sql.md")))
                        .results()
                        .map(match -> match.group(1))
                        .filter(example -> !example.startsWith("CREATE CATALOG"))
                        .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            Outcome outcome = sql("--format", "json", "-e", example);
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).as(example).contains("\"p95\":");
        }
    }

    private static Interval interval(List<Object> sums) {
        return new Estimate(
                        number(sums.get(0)),
                        fraction(sums.get(1)),
                        new Uncertainty(
                                fraction(sums.get(2)),
                                fraction(sums.get(3)),
                                fraction(sums.get(4)),
                                fraction(sums.get(5))),
                        number(sums.get(6)),
                        number(sums.get(6)),
                        EnumSet.noneOf(Flag.class))
                .interval();
    }

    /** Sums of fractions that were added in another order. */
    private static org.assertj.core.data.Offset<Double> near(Object value) {
        return within(Math.max(1e-6, Math.abs(fraction(value)) * 1e-9));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static double fraction(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Outcome sql(String... arguments) {
        List<String> all = new ArrayList<>(List.of("sql", "--warehouse", warehouse.toString()));
        all.addAll(List.of(arguments));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static List<List<Object>> duck(String query) throws Exception {
        String text = query;
        for (String table : List.of("flows", "losses", "postings")) {
            text =
                    text.replaceAll(
                            "FROM " + table + "\\b",
                            "FROM read_parquet('"
                                    + warehouse.toString().replace("'", "''")
                                    + "/"
                                    + table
                                    + "/**/*.parquet', hive_partitioning = true)");
        }
        List<List<Object>> rows = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(text)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
