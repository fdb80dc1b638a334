package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is accounted again from the archive is what was accounted as it came. */
class AccountCommandITCase {

    private static final String FROM = "2026-01-31T23:35";
    private static final String TO = "2026-02-01T00:18";

    private static final String CAPPED =
            """
            views: [{name: top_sources, keys: [src_addr], max-keys: 5}]
            """;

    private static final String VIEWS =
            """
            enrichment: {prefixes: prefixes.csv, interfaces: interfaces.csv}
            exporters: {192.0.2.4: ovs}
            views:
              - exporters
              - interfaces
              - protocols
              - applications
              - as_pairs
              - sites
              - links
              - top_sources
              - top_destinations
              - {name: customers, keys: [src_customer, dst_network/prefixes, tcp_class], except: {protocol: [1]}}
              - {name: five_minutes, keys: [exporter, dscp], window: 5m}
              - {name: capped, keys: [src_addr, protocol], max-keys: 12}
              - {name: of_one, keys: [out_if], only: {exporter: [192.0.2.2]}, window: 1h}
            """;

    /** Imported once; tests work on copies. */
    @TempDir static Path shared;

    private static Path views;
    private static Path capped;
    private static Path imported;
    private static PostingTable live;

    @TempDir Path folder;

    private Path warehouse;

    @BeforeAll
    static void importTheCapture() throws Exception {
        imported = EnrichedImport.into(shared, VIEWS);
        views = shared.resolve(EnrichedImport.VIEWS);
        capped = Files.writeString(shared.resolve("capped.yaml"), CAPPED);
        live = PostingTable.read(imported);
    }

    @BeforeEach
    void copy() throws IOException {
        warehouse = folder.resolve("w");
        Folders.copy(imported, warehouse);
    }

    @Test
    void theCaptureHasWhatIsHardToAccount() throws Exception {
        assertThat(count("SELECT count(*) FROM losses WHERE kind = 'gap'")).isGreaterThan(100);
        assertThat(count("SELECT count(*) FROM losses WHERE kind = 'correction'"))
                .isGreaterThan(20);
        assertThat(count("SELECT count(*) FROM losses WHERE kind = 'restart'")).isGreaterThan(3);
        assertThat(count("SELECT count(*) FROM losses WHERE lost_datagrams > 0")).isGreaterThan(5);
        assertThat(count("SELECT count(*) FROM losses WHERE detected_at > lost_before"))
                .as("shown later than the datagram behind it came")
                .isGreaterThan(20);
        assertThat(count("SELECT count(*) FROM postings WHERE imputed = 1")).isGreaterThan(100);
        assertThat(count("SELECT count(*) FROM postings WHERE other = 1")).isGreaterThan(100);
        assertThat(count("SELECT count(*) FROM postings WHERE flags & 1 = 1"))
                .as("minutes with too little, put together")
                .isPositive();
        assertThat(count("SELECT count(DISTINCT dt) FROM postings")).isEqualTo(2);
        assertThat(count("SELECT count(*) FROM postings WHERE src_customer = 'Acme'")).isPositive();
    }

    @Test
    void everyRowIsTheSameAgainHoweverOften() throws Exception {
        for (int times = 0; times < 2; times++) {
            Outcome outcome = account("--from", FROM, "--to", TO, "--format", "json");
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            PostingTable.read(warehouse).requireSameAs(live);
            JsonNode summary = outcome.json();
            assertThat(summary.get("rowsReplaced").asLong()).isEqualTo(live.rows());
            assertThat(summary.get("rowsWritten").asLong()).isEqualTo(live.rows());
            assertThat(summary.get("flows").asLong())
                    .isEqualTo(count("SELECT count(*) FROM flows"));
            assertThat(summary.get("minutes").asLong()).isBetween(40L, 43L);
            assertThat(summary.get("byView").get("customers").get("rowsWritten").asLong())
                    .isEqualTo(count("SELECT count(*) FROM postings WHERE view = 'customers'"));
        }
    }

    @Test
    void minutesWithinTheTimeAreReplacedAndThoseAroundStay() throws Exception {
        for (String[] part :
                new String[][] {
                    {"2026-01-31T23:41", "2026-01-31T23:42"},
                    {"2026-01-31T23:55", "2026-02-01T00:09"},
                    {"2026-01-31T23:35", "2026-01-31T23:38"}
                }) {
            Outcome outcome = account("--from", part[0], "--to", part[1], "--format", "json");
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            JsonNode summary = outcome.json();
            assertThat(summary.get("rowsWritten").asLong()).isPositive().isLessThan(live.rows());
            assertThat(summary.get("rowsReplaced")).isEqualTo(summary.get("rowsWritten"));
            PostingTable.read(warehouse).requireSameAs(live);
        }
    }

    @Test
    void aViewThatIsNewIsFilledAndTheOthersAreLeftAlone() throws Exception {
        delete(warehouse.resolve("postings/view=customers"));
        List<Path> before = Folders.parquet(warehouse.resolve("postings"));
        Outcome outcome = account("--from", FROM, "--view", "customers,of_one", "--format", "json");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        PostingTable.read(warehouse).requireSameAs(live);
        JsonNode byView = outcome.json().get("byView");
        assertThat(byView).hasSize(2);
        assertThat(byView.get("customers").get("rowsReplaced").asLong()).isZero();
        assertThat(byView.get("of_one").get("rowsReplaced").asLong()).isPositive();
        assertThat(Folders.parquet(warehouse.resolve("postings")))
                .containsAll(
                        before.stream().filter(f -> !f.toString().contains("of_one")).toList());
    }

    @Test
    void howTheFlowsAreSortedAndOverHowManyFilesDoesNotMatter() throws Exception {
        for (Path file : Folders.parquet(warehouse.resolve("flows"))) {
            for (int half = 0; half < 2; half++) {
                sql(
                        "COPY (FROM '%s' WHERE record %% 2 = %d ORDER BY src_addr, bytes) TO '%s' (FORMAT parquet, CODEC 'zstd')"
                                .formatted(
                                        file,
                                        half,
                                        file.resolveSibling(half + "-" + file.getFileName())));
            }
            Files.delete(file);
        }
        Outcome outcome = account("--from", FROM, "--to", TO, "--parallelism", "2");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("rows written").contains("customers");
        PostingTable.read(warehouse).requireSameAs(live);
    }

    @Test
    void everyViewAddsUpToTheFlows() throws Exception {
        Outcome outcome = account("--from", FROM, "--to", TO);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        for (String view : List.of("exporters", "sites", "top_sources", "capped", "five_minutes")) {
            assertTotals(view, "true");
        }
        assertTotals("customers", "proto <> 1");
        assertTotals("of_one", "exporter = '192.0.2.2'");
    }

    @Test
    void aViewWithASmallerBoundHasTheSameTotals() throws Exception {
        Outcome outcome =
                Outcome.of(
                        "account",
                        "--warehouse",
                        warehouse.toString(),
                        "--from",
                        FROM,
                        "--to",
                        TO,
                        "--accounting",
                        capped.toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertTotals("top_sources", "true");
        assertThat(
                        count(
                                "SELECT max(n) FROM (SELECT count(*) n FROM postings WHERE view ="
                                        + " 'top_sources' AND other = 0 AND imputed = 0 GROUP BY"
                                        + " window_start, received_minute, session_exporter,"
                                        + " session_engine_id)"))
                .isEqualTo(5);
        PostingTable.read(warehouse)
                .without("top_sources")
                .requireSameAs(live.without("top_sources"));
    }

    private void assertTotals(String view, String filter) throws Exception {
        for (String[] pair :
                new String[][] {
                    {"observed_flows", "1"},
                    {"observed_packets", "packets"},
                    {"observed_octets", "bytes"}
                }) {
            assertThat(
                            count(
                                    "SELECT sum("
                                            + pair[0]
                                            + ") FROM postings WHERE view = '"
                                            + view
                                            + "'"))
                    .as(view + " " + pair[0])
                    .isEqualTo(count("SELECT sum(" + pair[1] + ") FROM flows WHERE " + filter));
        }
    }

    // ---- what is refused -----------------------------------------------------------------------

    @Test
    void minutesThatACollectMayStillPostAreItsOwn() throws Exception {
        Path state =
                Files.createDirectories(
                        warehouse.resolve(".flowledger/checkpoints/here-1/job/chk-3"));
        Files.writeString(state.resolve("_metadata"), "");
        assertThat(account("--from", FROM, "--to", TO).err())
                .contains("--to 2026-02-01T00:18:00Z: minutes from 2026-01-31T22:1")
                .contains("on are still a collect's own, whose state is in")
                .contains("checkpoints/here-1");
        assertThat(account("--from", FROM).err())
                .contains("--from 2026-01-31T23:35:00Z: only minutes before 2026-01-31T22:1");
        assertThat(account("--from", "2026-01-31", "--format", "json").json().get("flows").asLong())
                .isZero();
        PostingTable.read(warehouse).requireSameAs(live);
    }

    @Test
    void whatIsWrongIsOneLine() throws Exception {
        assertRefused("--from TIME is missing: say from when on to account again");
        assertRefused(
                "--from 2026-01-31T23:35:07Z is within a minute: whole minutes of receipt are accounted",
                "--from",
                "2026-01-31T23:35:07");
        assertRefused(
                "--from 2026-02-01T00:00:00Z is not before --to 2026-01-31T23:00:00Z",
                "--from",
                "2026-02-01",
                "--to",
                "2026-01-31T23:00");
        assertRefused(
                "--view nobody: there are exporters, interfaces, protocols",
                "--from",
                FROM,
                "--view",
                "sites,nobody");
        Files.createDirectories(warehouse.resolve(".flowledger/replacements/one"));
        Files.writeString(
                warehouse.resolve(".flowledger/replacements/one/owner"), "another-host 17 1\n");
        assertRefused("process 17 on another-host is replacing files", "--from", FROM);
        PostingTable.read(warehouse).requireSameAs(live);
    }

    private void assertRefused(String message, String... options) {
        Outcome outcome = account(options);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err().strip()).contains(message).doesNotContain("\n");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aRunThatFailsLeavesEverythingAsItWas() throws Exception {
        Path damaged = Folders.parquet(warehouse.resolve("flows")).get(0);
        Files.writeString(damaged, "PAR1 this is none PAR1");
        assertRefused("archive file file:" + damaged + ": damaged", "--from", FROM, "--to", TO);
        PostingTable.read(warehouse).requireSameAs(live);
        assertThat(warehouse.resolve(".flowledger/replacements")).isEmptyDirectory();
    }

    // ---- running -------------------------------------------------------------------------------

    private Outcome account(String... options) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "account",
                                "--warehouse",
                                warehouse.toString(),
                                "--accounting",
                                views.toString()));
        args.addAll(Arrays.asList(options));
        return Outcome.of(args.toArray(String[]::new));
    }

    private long count(String query) throws Exception {
        StringBuilder ctes = new StringBuilder();
        for (String table : List.of("flows", "losses", "postings")) {
            ctes.append(ctes.isEmpty() ? "WITH " : ", ")
                    .append(table)
                    .append(" AS (FROM read_parquet('")
                    .append(warehouse.resolve(table))
                    .append("/**/*.parquet', hive_partitioning = true))");
        }
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                var result = statement.executeQuery(ctes + " " + query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void sql(String command) throws Exception {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(command);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.delete(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
