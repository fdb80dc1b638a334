package io.flowledger.archive.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.ArchiveTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read, and declarations that do not fit. */
class ArchiveRefusalsITCase {

    private static final Instant FIRST_HOUR = QueriedTables.FIRST_HOUR;

    @RegisterExtension static final MiniClusterExtension CLUSTER = QueriedTables.cluster();

    @TempDir static Path directory;
    private static SampleWarehouse warehouse;

    private QueriedTables tables;

    @BeforeAll
    static void write() throws IOException {
        warehouse = QueriedTables.write(directory.resolve("warehouse"));
    }

    @BeforeEach
    void open() {
        tables = new QueriedTables(warehouse, "UTC");
        ScanTally.take();
    }

    @Test
    void aDamagedFileFailsTheQueryWithItsName() throws Exception {
        Path file = damagedWarehouse("fails");
        for (String query : List.of("SELECT count(*) FROM fails", "SELECT * FROM fails")) {
            assertThatThrownBy(() -> tables.answer(query))
                    .satisfies(
                            e ->
                                    assertThat(ExceptionUtils.stringifyException(e))
                                            .contains(file.toString())
                                            .contains("damaged or no Parquet file"));
        }
    }

    @Test
    void aDamagedFileCanBeLeftOutAndIsReported() throws Exception {
        Path file = damagedWarehouse("skips", "'damaged-files' = 'skip'");
        for (String query : List.of("SELECT count(*) FROM skips", "SELECT `final` FROM skips")) {
            ScanTally.take();
            assertThat(tables.answer(query)).hasSize(query.contains("count") ? 1 : 20);
            ScanTally.Taken taken = ScanTally.take();
            List<ScanTally.Skipped> skipped = taken.skipped();
            assertThat(skipped).hasSize(1);
            assertThat(skipped.get(0).file()).endsWith(file.toString());
            assertThat(skipped.get(0).problem()).contains(file.toString());
            assertThat(taken.note().orElseThrow())
                    .startsWith("1 file was left out, in whole or in part: ")
                    .endsWith(file.toString());
        }
        assertThat(tables.answer("SELECT count(*) FROM skips"))
                .containsExactly(List.of(BigDecimal.valueOf(20)));
    }

    /** Of two files one is cut short. */
    private Path damagedWarehouse(String name, String... options) throws IOException {
        SampleWarehouse damaged = new SampleWarehouse(directory.resolve(name));
        damaged.writeLosses("2026-01-31", 20);
        Path file = damaged.writeLosses("2026-02-01", 30);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
        tables.run(damaged.ddl(ArchiveTable.LOSSES, name, options));
        return file;
    }

    @Test
    void aPageThatIsDamagedLosesTheRowsThatAreReported() throws Exception {
        SampleWarehouse damaged = new SampleWarehouse(directory.resolve("page"));
        Path file = damaged.writeFlows(FIRST_HOUR, QueriedTables.DATAGRAMS, 1);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, 60, (byte) 0x55);
        Files.write(file, bytes);
        tables.run(damaged.ddl(ArchiveTable.FLOWS, "page", "'damaged-files' = 'skip'"));
        int rows = tables.answer("SELECT received_at FROM page").size();
        List<ScanTally.Skipped> skipped = ScanTally.take().skipped();
        assertThat(skipped).hasSize(1);
        assertThat(skipped.get(0).rows())
                .isEqualTo(30L * QueriedTables.DATAGRAMS - rows)
                .isPositive();
    }

    @Test
    void rowsInFrontOfADamagedPageCountInSumsToo() throws Exception {
        SampleWarehouse damaged = new SampleWarehouse(directory.resolve("sums"));
        Path file = damaged.writeFlows(FIRST_HOUR, 3 * QueriedTables.DATAGRAMS, 1);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length * 5 / 6, (byte) 0x55);
        Files.write(file, bytes);
        tables.run(damaged.ddl(ArchiveTable.FLOWS, "sums", "'damaged-files' = 'skip'"));
        int rows = tables.answer("SELECT received_at, packets FROM sums").size();
        assertThat(rows).isBetween(1, 3 * QueriedTables.DATAGRAMS * 30 - 1);
        List<ScanTally.Skipped> skipped = ScanTally.take().skipped();
        List<Object> sums =
                tables.answer("SELECT count(*), max(received_at), sum(packets) FROM sums").get(0);
        assertThat(sums.get(0)).isEqualTo(BigDecimal.valueOf(rows));
        assertThat(ScanTally.take().skipped()).isEqualTo(skipped).hasSize(1);
    }

    @Test
    void aDeclarationThatDoesNotFitIsRefusedWithTheColumn() {
        assertRefused(
                "CREATE TABLE t (bytess BIGINT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = '/tmp', 'table' = 'flows')",
                "table flows has no column bytess");
        assertRefused(
                "CREATE TABLE t (`bytes` INT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = '/tmp', 'table' = 'flows')",
                "column bytes of table flows is BIGINT, not INT");
        assertRefused(
                "CREATE TABLE t (`bytes` BIGINT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = '/tmp', 'table' = 'flow')",
                "there is no table flow in a warehouse; there are flows, losses");
        assertRefused(
                "CREATE TABLE t (`bytes` BIGINT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = '/tmp/no/such', 'table' = 'flows')",
                "option 'warehouse': there is no warehouse /tmp/no/such");
        assertRefused(
                "CREATE TABLE t (`bytes` BIGINT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = 'nofs://x/y', 'table' = 'flows')",
                "warehouse nofs://x/y cannot be opened");
        assertRefused(
                "CREATE TABLE t (`bytes` BIGINT, hr STRING) PARTITIONED BY (hr) WITH"
                        + " ('connector' = 'flowledger', 'warehouse' = '/tmp', 'table' = 'flows')",
                "table flows is partitioned by [dt, hr], not by [hr]");
    }

    private void assertRefused(String ddl, String message) {
        tables.run(ddl);
        assertThatThrownBy(() -> tables.plan("SELECT * FROM t"))
                .satisfies(e -> assertThat(ExceptionUtils.stringifyException(e)).contains(message));
        tables.run("DROP TABLE t");
    }
}
