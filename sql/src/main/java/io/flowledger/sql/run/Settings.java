package io.flowledger.sql.run;

import java.util.List;
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
     * @return keys and values for a SET without either; empty if it is another statement
     */
    static Optional<Answer> run(String statement, TableEnvironment tables) {
        Matcher set = SET.matcher(statement);
        Matcher reset = RESET.matcher(statement);
        Configuration configuration = tables.getConfig().getConfiguration();
        if (set.matches()) {
            if (set.group(1) == null) {
                return Optional.of(all(configuration.toMap()));
            }
            requireSettable(set.group(1));
            tables.getConfig().set(set.group(1), set.group(2).replace("''", "'"));
            return Optional.of(Answer.NONE);
        }
        if (reset.matches()) {
            requireSettable(reset.group(1));
            configuration.removeKey(reset.group(1));
            return Optional.of(Answer.NONE);
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

    private static Answer all(Map<String, String> settings) {
        return Answer.of(
                List.of("key", "value"),
                new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(entry -> Row.of(entry.getKey(), entry.getValue()))
                                .iterator());
    }
}
