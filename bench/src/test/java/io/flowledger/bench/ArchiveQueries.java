package io.flowledger.bench;

import io.flowledger.bench.traffic.Counts;
import java.io.IOException;
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

    private final Path flows;

    ArchiveQueries(Path warehouse) {
        flows = warehouse.resolve("flows");
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

    /** The number that a query on {@code flows} gives. */
    long count(String sql) throws SQLException {
        long[] count = new long[1];
        query(sql, row -> count[0] = row.getLong(1));
        return count[0];
    }

    void query(String sql, RowReader reader) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            duckdb.createStatement()
                    .execute(
                            "CREATE VIEW flows AS SELECT * FROM read_parquet('"
                                    + flows
                                    + "/*/*/[!.]*.parquet')");
            try (ResultSet rows = duckdb.createStatement().executeQuery(sql)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /** Whether any file is committed; DuckDB refuses a pattern that matches none. */
    boolean hasFiles() throws IOException {
        if (!Files.exists(flows)) {
            return false;
        }
        try (var files = Files.walk(flows)) {
            return files.anyMatch(
                    file ->
                            file.toString().endsWith(".parquet")
                                    && !file.getFileName().toString().startsWith("."));
        }
    }

    /** Files in progress. */
    List<Path> hiddenFiles() throws IOException {
        try (var files = Files.walk(flows)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
        }
    }

    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
