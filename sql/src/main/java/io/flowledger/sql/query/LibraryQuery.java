package io.flowledger.sql.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of the library. Its parameters are the literals right behind a comment that names them:
 * it runs as it stands, in any client, and another value takes the literal's place.
 */
public final class LibraryQuery {

    /** In the order of the documentation. */
    private static final List<String> NAMES =
            List.of(
                    "top_talkers",
                    "who_talked_to_host",
                    "sites",
                    "links",
                    "data_centres",
                    "port_scans",
                    "syn_without_ack",
                    "new_exporters",
                    "sampling",
                    "incomplete_hours",
                    "percentile95",
                    "long_flows",
                    "compare_days");

    private static final String FOLDER = "/io/flowledger/sql/queries/";

    private static final Pattern PARAMETER =
            Pattern.compile("/\\*(?<name>\\w+)\\*/(?<literal>'(?:[^']|'')*'|[0-9.]+)");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");

    private final String name;
    private final String script;

    private LibraryQuery(String name, String script) {
        this.name = name;
        this.script = script;
    }

    public static List<String> names() {
        return NAMES;
    }

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    public static LibraryQuery named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no query '" + name + "'; there are " + String.join(", ", NAMES));
        }
        try (InputStream in = LibraryQuery.class.getResourceAsStream(FOLDER + name + ".sql")) {
            return new LibraryQuery(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script as it is shipped, its head tells the question. */
    public String script() {
        return script;
    }

    /** The question it answers: the first line of the script. */
    public String question() {
        return script.lines().findFirst().orElse("").replaceFirst("^-- ", "");
    }

    /** Names of the parameters and the values that stand there, in order. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(script);
        while (matcher.find()) {
            parameters.putIfAbsent(matcher.group("name"), value(matcher.group("literal")));
        }
        return parameters;
    }

    /**
     * The script with these values.
     *
     * @throws IllegalArgumentException for a name that is no parameter, or a text for a number
     */
    public String with(Map<String, String> values) {
        for (String given : values.keySet()) {
            if (!parameters().containsKey(given)) {
                throw new IllegalArgumentException(
                        "query "
                                + name
                                + " has no parameter '"
                                + given
                                + "'; it has "
                                + String.join(", ", parameters().keySet()));
            }
        }
        return PARAMETER
                .matcher(script)
                .replaceAll(
                        found -> {
                            String parameter = found.group(1);
                            String literal = found.group(2);
                            String value = values.get(parameter);
                            return Matcher.quoteReplacement(
                                    "/*"
                                            + parameter
                                            + "*/"
                                            + (value == null
                                                    ? literal
                                                    : literal(parameter, literal, value)));
                        });
    }

    private String literal(String parameter, String before, String value) {
        if (before.startsWith("'")) {
            return "'" + value.replace("'", "''") + "'";
        }
        if (!NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "query " + name + ": " + parameter + " is a number, not '" + value + "'");
        }
        return value;
    }

    private static String value(String literal) {
        return literal.startsWith("'")
                ? literal.substring(1, literal.length() - 1).replace("''", "'")
                : literal;
    }
}
