package io.flowledger.bench;

import io.flowledger.bench.traffic.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The archive of a warehouse as DuckDB reads it, which knows nothing of how it was written. */
final class ArchiveQueries {

    private static final List<String> TABLES =
            List.of("flows", "losses", "sessions", "postings", "bills", "quarantine");

    private final Path warehouse;

    ArchiveQueries(Path warehouse) {
        this.warehouse = warehouse;
    }

    /** What is stored per session, {@code address:port/engine type/engine id}. */
    Map<String, Counts> bySession() throws SQLException {
        Map<String, Counts> archived = new HashMap<>();
        query(
                "SELECT exporter || ':' || exporter_port || '/' || engine_type || '/' || engine_id,"
                        + " count(DISTINCT (sequence, sys_uptime)), count(*), sum(packets)::BIGINT, sum(bytes)::BIGINT"
                        + " FROM flows GROUP BY 1",
                row ->
                        archived.put(
                                row.getString(1),
                                new Counts(
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5))));
        return archived;
    }

    /** Sum of {@code lost_flows} by cause. */
    Map<String, Long> lostByCause() throws SQLException {
        Map<String, Long> lost = new HashMap<>();
        if (hasFiles("losses")) {
            query(
                    "SELECT cause, sum(lost_flows)::BIGINT FROM losses WHERE lost_flows IS NOT NULL"
                            + " GROUP BY 1",
                    row -> lost.put(row.getString(1), row.getLong(2)));
        }
        return lost;
    }

    /** The number that a query gives. */
    long count(String sql) throws SQLException {
        long[] count = new long[1];
        query(sql, row -> count[0] = row.getLong(1));
        return count[0];
    }

    void query(String sql, RowReader reader) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            for (String table : TABLES) {
                if (hasFiles(table)) {
                    duckdb.createStatement()
                            .execute(
                                    "CREATE VIEW "
                                            + table
                                            + " AS SELECT * FROM read_parquet('"
                                            + warehouse.resolve(table)
                                            + "/**/[!.]*.parquet', hive_partitioning = true)");
                }
            }
            try (ResultSet rows = duckdb.createStatement().executeQuery(sql)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    boolean hasFiles() {
        return hasFiles("flows");
    }

    /** Whether any file is committed; DuckDB refuses a pattern that matches none. */
    boolean hasFiles(String table) {
        Path folder = warehouse.resolve(table);
        if (!Files.exists(folder)) {
            return false;
        }
        try (var files = Files.walk(folder)) {
            return files.anyMatch(
                    file ->
                            file.toString().endsWith(".parquet")
                                    && !file.getFileName().toString().startsWith("."));
        } catch (IOException | UncheckedIOException movedMeanwhile) {
            return false;
        }
    }

    /** Files in progress, of all tables. */
    List<Path> filesInProgress() throws IOException {
        try (var files = Files.walk(warehouse)) {
            return files.filter(file -> file.getFileName().toString().contains(".inprogress"))
                    .toList();
        } catch (UncheckedIOException movedMeanwhile) {
            return filesInProgress();
        }
    }

    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
