package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollups of more keys than a task holds, with little memory to sort them in. */
class RollupMemoryITCase {

    private static final Instant DAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final int KEYS = 18_000;
    private static final int HOURS = 2;
    private static final int IN_INTERFACES = 100;

    private static final long SORT_BYTES = 1 << 20;

    /** Of a key and its sums between tasks: what they have without any text. */
    private static final long LEAST_LINE_BYTES = 80;

    @TempDir Path folder;

    @Test
    void whatDoesNotFitIsSortedOnDiskToTheSameRows() throws Exception {
        assertThat(KEYS * HOURS * LEAST_LINE_BYTES).isGreaterThan(2 * SORT_BYTES);
        List<List<Object>> rows = rolledUp("usual", "");
        assertThat(rows).hasSize(KEYS * HOURS);
        for (List<Object> row : rows) {
            long key = (Integer) row.get(1) * IN_INTERFACES + (Integer) row.get(0);
            assertThat(row.get(2)).isEqualTo(3.0 * key);
            assertThat(row.get(3)).isEqualTo(2L);
        }
        String little = "taskmanager.memory.managed.size: " + SORT_BYTES + "b";
        assertThat(rolledUp("little", little)).isEqualTo(rows);
    }

    /** Columns of the keys, octets and postings, of all hours in order. */
    private List<List<Object>> rolledUp(String name, String flinkSetting) throws Exception {
        PostedWarehouse warehouse = new PostedWarehouse(folder.resolve(name));
        for (int part = 1; part <= 2; part++) {
            for (int key = 0; key < KEYS; key++) {
                for (int hour = 0; hour < HOURS; hour++) {
                    warehouse.interfaces(
                            DAY.plusSeconds(3_600 * hour + 60 * part),
                            "192.0.2.1",
                            key % IN_INTERFACES,
                            key / IN_INTERFACES,
                            (long) part * key);
                }
            }
            warehouse.write();
        }
        Path config = folder.resolve(name + ".yaml");
        Files.writeString(config, "flink: {" + flinkSetting + "}");
        Outcome outcome =
                RolledUpWarehouse.rollUp(
                        warehouse.folder(),
                        "--date",
                        "2026-01-05",
                        "--parallelism",
                        "1",
                        "--config",
                        config.toString());
        assertThat(outcome.exitCode()).as(outcome.err() + outcome.out()).isZero();
        List<List<Object>> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet row =
                        duckDb.createStatement()
                                .executeQuery(
                                        "SELECT in_if, out_if, octets, postings FROM read_parquet('"
                                                + warehouse.folder()
                                                + "/rollups/hourly/*/*/*.parquet')"
                                                + " ORDER BY period_start, in_if, out_if")) {
            while (row.next()) {
                rows.add(
                        List.of(
                                row.getObject(1),
                                row.getObject(2),
                                row.getObject(3),
                                row.getObject(4)));
            }
        }
        return rows;
    }
}
