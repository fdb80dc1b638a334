package io.flowledger.archive.sink;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.FlowColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads Parquet files as DuckDB does. */
public final class DuckDb {

    private DuckDb() {}

    /** All columns of {@code flows}, numbers as Long; in the order of the files' rows. */
    static List<List<Object>> flows(String glob) throws SQLException {
        String columns =
                Arrays.stream(FlowColumn.values())
                        .map(
                                c ->
                                        c.type() == ColumnType.TIMESTAMP
                                                ? "epoch_ms(" + c.columnName() + ")"
                                                : c.columnName())
                        .collect(Collectors.joining(", "));
        return query("SELECT " + columns + " FROM read_parquet('" + glob + "')");
    }

    public static List<List<Object>> query(String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                Object[] row = new Object[width];
                for (int i = 0; i < width; i++) {
                    Object value = result.getObject(i + 1);
                    row[i] = value instanceof Integer number ? (Object) number.longValue() : value;
                }
                rows.add(Arrays.asList(row));
            }
        }
        return rows;
    }

    /** The answer to a query as a file that DuckDB wrote. */
    public static void copy(String select, Path to, String options) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (%s) TO '%s' (FORMAT parquet, %s)".formatted(select, to, options));
        }
    }
}
