package io.flowledger.sql.run;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;

/** {@code SET} and {@code RESET}, which a table environment leaves to its clients. */
final class Settings {

    private static final Pattern SET =
            Pattern.compile(
                    "SET(?:\\s+'([^']+)'\\s*=\\s*'((?:[^']|'')*)')?", Pattern.CASE_INSENSITIVE);
    private static final Pattern RESET =
            Pattern.compile("RESET\\s+'([^']+)'", Pattern.CASE_INSENSITIVE);

    private Settings() {}

    /**
     * Does what the statement says, if it is one of those.
     *
     * @return rows of key and value for a SET without either; none for others; empty if it is
     *     another statement
     */
    static Optional<Iterator<Row>> run(String statement, TableEnvironment tables) {
        Matcher set = SET.matcher(statement);
        Matcher reset = RESET.matcher(statement);
        Configuration configuration = tables.getConfig().getConfiguration();
        if (set.matches()) {
            if (set.group(1) == null) {
                return Optional.of(rows(configuration.toMap()));
            }
            requireSettable(set.group(1));
            tables.getConfig().set(set.group(1), set.group(2).replace("''", "'"));
            return Optional.of(rows(Map.of()));
        }
        if (reset.matches()) {
            requireSettable(reset.group(1));
            configuration.removeKey(reset.group(1));
            return Optional.of(rows(Map.of()));
        }
        return Optional.empty();
    }

    private static void requireSettable(String key) {
        if (key.equals(ExecutionOptions.RUNTIME_MODE.key())) {
            throw new IllegalArgumentException(
                    key
                            + " is set for all statements at the start: give --mode batch or streaming");
        }
    }

    private static Iterator<Row> rows(Map<String, String> settings) {
        return new TreeMap<>(settings)
                .entrySet().stream().map(e -> Row.of(e.getKey(), e.getValue())).iterator();
    }
}
