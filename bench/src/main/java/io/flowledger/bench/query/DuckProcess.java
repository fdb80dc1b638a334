package io.flowledger.bench.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A process that asks DuckDB one thing; its JDBC driver has to be on the class path. */
final class DuckProcess {

    private DuckProcess() {}

    /**
     * @param args SQL that prepares, SQL that asks
     */
    public static void main(String[] args) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(args[0]);
            try (ResultSet rows = statement.executeQuery(args[1])) {
                print(rows);
            }
        }
    }

    private static void print(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                line.append(i == 1 ? "" : ",").append(rows.getString(i));
            }
            System.out.println(line);
        }
    }
}
