package io.flowledger.archive.sink;

import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.FlowColumn;
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
final class DuckDb {

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

    static List<List<Object>> query(String sql) throws SQLException {
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
}
