package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compact command over hours around midnight, of several files each. */
class CompactCommandITCase {

    private static final List<String> DAYS = List.of("flows/dt=2026-01-31", "flows/dt=2026-02-01");

    private static final String[] BOTH_DAYS = {"--from", "2026-01-31", "--to", "2026-02-01"};

    /** Imported once; tests work on copies. */
    @TempDir static Path shared;

    private static Path imported;

    @TempDir Path folder;

    private Path warehouse;

    /** Every file of flows is cut in three, as often commits leave them. */
    @BeforeAll
    static void importTheCapture() throws Exception {
        Path capture = AccountedCapture.write(shared.resolve("exports.pcap"));
        imported = shared.resolve("imported");
        Outcome outcome =
                Outcome.of("import", capture.toString(), "--warehouse", imported.toString());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        for (Path file : Folders.parquet(imported.resolve("flows"))) {
            for (int third = 0; third < 3; third++) {
                sql(
                        "COPY (FROM '%s' WHERE sequence %% 3 = %d) TO '%s' (FORMAT parquet, CODEC 'zstd')"
                                .formatted(
                                        file,
                                        third,
                                        file.resolveSibling(third + "-" + file.getFileName())));
            }
            Files.delete(file);
        }
    }

    @BeforeEach
    void copy() throws IOException {
        warehouse = folder.resolve("w");
        Folders.copy(imported, warehouse);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "portable"})
    void everyRowIsThereInOneSmallerFileAnHour(String encoding) throws Exception {
        long bytes = bytes();
        Outcome outcome =
                compact("--encoding", encoding, "--bloom", "src_addr", "--format", "json");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(Folders.parquet(warehouse.resolve("flows")))
                .hasSize(2)
                .allSatisfy(
                        file ->
                                assertThat(file.getFileName().toString())
                                        .matches("flows-compacted-[0-9a-f]{16}-0\\.parquet"));
        assertThat(differentRows()).isZero();
        assertThat(bytes()).isLessThan(bytes);
        long flows = 0;
        for (int day = 0; day < 2; day++) {
            JsonNode report = outcome.step(day, "compact");
            assertThat(report.get("outcome").asText()).isEqualTo("done");
            assertThat(report.get("hours").asInt()).isEqualTo(1);
            assertThat(report.get("filesBefore").asInt())
                    .isEqualTo(Folders.parquet(imported.resolve(DAYS.get(day))).size())
                    .isGreaterThan(2);
            assertThat(report.get("filesAfter").asInt()).isEqualTo(1);
            flows += report.get("flows").asLong();
        }
        assertThat(flows).isEqualTo(number("SELECT count(*) FROM " + flowsOf(imported)));
    }

    @Test
    void againItChangesNothing() throws Exception {
        compact();
        Map<String, byte[]> once = content();
        Outcome again = compact("--format", "json");
        assertThat(again.exitCode()).isZero();
        assertThat(again.step(0, "compact").get("outcome").asText()).isEqualTo("unchanged");
        assertThat(again.step(0, "compact").get("hoursBefore").asInt()).isEqualTo(1);
        assertSame(content(), once);
    }

    @Test
    void fromTheSameFilesItMakesTheSame() throws Exception {
        compact();
        Map<String, byte[]> once = content();
        folder = folder.resolve("other");
        Files.createDirectories(folder);
        copy();
        compact("--parallelism", "1");
        assertSame(content(), once);
    }

    @Test
    void flowsThatCameLaterAreCompactedWithTheOthers() throws Exception {
        Path late = Folders.parquet(warehouse.resolve("flows/dt=2026-01-31")).get(0);
        Path aside = folder.resolve("aside");
        Files.move(late, aside);
        compact();
        Files.move(aside, late);
        Outcome outcome = compact("--format", "json");
        assertThat(outcome.step(0, "compact").get("outcome").asText()).isEqualTo("done");
        assertThat(outcome.step(0, "compact").get("filesBefore").asInt()).isEqualTo(2);
        assertThat(outcome.step(1, "compact").get("outcome").asText()).isEqualTo("unchanged");
        assertThat(differentRows()).isZero();
    }

    @Test
    void auditAndAccountSayTheSameAsBefore() throws Exception {
        String[] audit = {"audit", "--warehouse", warehouse.toString(), "--format", "json"};
        String[] account = {"account", "--warehouse", warehouse.toString(), "--from", "2026-01-31"};
        assertThat(Outcome.of(account).exitCode()).isZero();
        PostingTable postings = PostingTable.read(warehouse);
        Outcome before = Outcome.of(audit);
        assertThat(before.exitCode()).as(before.out()).isZero();

        // so small chunks that datagrams are cut between row groups
        assertThat(compact("--chunk-rows", "7000").exitCode()).isZero();

        assertThat(Outcome.of(audit).out()).isEqualTo(before.out());
        assertThat(Outcome.of(account).exitCode()).isZero();
        PostingTable.read(warehouse).requireSameAs(postings);
    }

    @Test
    void aDryRunOnlySaysWhatItWouldDo() throws Exception {
        Map<String, byte[]> before = content();
        Outcome outcome = compact("--dry-run", "--format", "json");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.step(0, "compact").get("outcome").asText()).isEqualTo("would");
        assertThat(outcome.step(0, "compact").get("filesBefore").asInt())
                .isEqualTo(Folders.parquet(imported.resolve(DAYS.get(0))).size());
        assertSame(content(), before);
    }

    @Test
    void aDamagedFileIsNamedAndItsHourLeftWhileOthersAreDone() throws Exception {
        Path damaged = Folders.parquet(warehouse.resolve("flows/dt=2026-01-31")).get(1);
        byte[] bytes = Files.readAllBytes(damaged);
        Arrays.fill(bytes, bytes.length / 4, bytes.length / 2, (byte) 0x55);
        Files.write(damaged, bytes);
        List<Path> hour = Folders.parquet(warehouse.resolve("flows/dt=2026-01-31"));

        Outcome outcome = compact();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains(
                        "flows/dt=2026-01-31/hr=23 left as it was: archive file file:"
                                + damaged
                                + ": damaged")
                .contains("=> not well: 2026-01-31");
        assertThat(Folders.parquet(warehouse.resolve("flows/dt=2026-01-31"))).isEqualTo(hour);
        assertThat(Folders.parquet(warehouse.resolve("flows/dt=2026-02-01"))).hasSize(1);
        assertThat(warehouse.resolve(".flowledger/replacements")).isEmptyDirectory();
    }

    @Test
    void hoursThatMayStillGetFlowsAreLeft() throws Exception {
        Path state =
                Files.createDirectories(
                        warehouse.resolve(".flowledger/checkpoints/here-1/job/chk-3"));
        Files.writeString(state.resolve("_metadata"), "");
        Map<String, byte[]> before = content();
        Outcome outcome = compact("--format", "json");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.step(0, "compact").get("outcome").asText()).isEqualTo("open");
        assertThat(outcome.step(0, "compact").get("hoursOpen").asInt()).isEqualTo(1);
        assertSame(content(), before);
    }

    @Test
    void theHourThatGoesOnIsLeft() throws Exception {
        Instant now = Instant.now();
        String today = now.atZone(ZoneOffset.UTC).toLocalDate().toString();
        Path hour =
                warehouse.resolve(
                        "flows/dt=%s/hr=%02d"
                                .formatted(today, now.atZone(ZoneOffset.UTC).getHour()));
        Files.createDirectories(hour);
        for (Path file : Folders.parquet(warehouse.resolve("flows/dt=2026-02-01"))) {
            Files.copy(file, hour.resolve(file.getFileName()));
        }
        Outcome outcome =
                Outcome.of("compact", "--warehouse", warehouse.toString(), "--date", today);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("open").contains("1 hour still open");
        assertThat(Folders.parquet(hour))
                .hasSameSizeAs(Folders.parquet(warehouse.resolve(DAYS.get(1))));
    }

    @Test
    void aDayWithoutFlowsIsSaidToBe() throws Exception {
        Outcome outcome =
                Outcome.of("compact", "--warehouse", warehouse.toString(), "--date", "2026-01-15");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("2026-01-15").contains("no flows of that day");
    }

    @Test
    void whatIsWrongIsOneLine() throws Exception {
        for (String[] wrong :
                new String[][] {
                    {"--bloom nobody: flows have no column", "--bloom", "src_addr,nobody"},
                    {"--bloom exporter: flows have no column", "--bloom", "exporter"},
                    {"--zstd-level", "--zstd-level", "20"},
                    {"--chunk-rows", "--chunk-rows", "3"}
                }) {
            Outcome outcome = compact(wrong[1], wrong[2]);
            assertThat(outcome.exitCode()).isNotZero();
            assertThat(outcome.err().strip()).contains(wrong[0]).doesNotContain("\n");
        }
    }

    // ---- the warehouse -------------------------------------------------------------------------

    private Outcome compact(String... options) {
        List<String> args =
                new ArrayList<>(List.of("compact", "--warehouse", warehouse.toString()));
        args.addAll(List.of(BOTH_DAYS));
        args.addAll(List.of(options));
        return Outcome.of(args.toArray(String[]::new));
    }

    private Map<String, byte[]> content() throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        for (Path file : Folders.parquet(warehouse.resolve("flows"))) {
            content.put(warehouse.relativize(file).toString(), Files.readAllBytes(file));
        }
        return content;
    }

    private static void assertSame(Map<String, byte[]> content, Map<String, byte[]> expected) {
        assertThat(content.keySet()).isEqualTo(expected.keySet());
        content.forEach((file, bytes) -> assertThat(bytes).as(file).isEqualTo(expected.get(file)));
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : Folders.parquet(warehouse.resolve("flows"))) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static String flowsOf(Path warehouse) {
        return "read_parquet('" + warehouse.resolve("flows/*/*/*.parquet") + "')";
    }

    private long differentRows() throws Exception {
        String now = flowsOf(warehouse);
        String then = flowsOf(imported);
        return number(
                "SELECT (SELECT count(*) FROM (FROM %s EXCEPT ALL FROM %s)) + (SELECT count(*) FROM (FROM %s EXCEPT ALL FROM %s))"
                        .formatted(now, then, then, now));
    }

    private static long number(String query) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }
}
