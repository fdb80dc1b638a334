package io.flowledger.sql.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * One statement of a script.
 *
 * @param number its place among the statements given, from 1
 * @param text without the semicolon, and without comments and blanks around it
 */
public record Statement(int number, String text) {

    private static final int SHOWN = 72;

    /** Its first line, shortened: what it is called in a message. */
    public String firstLine() {
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= SHOWN && line.length() == text.length()
                ? line
                : line.substring(0, Math.min(SHOWN, line.length())).stripTrailing() + " …";
    }

    /**
     * The statements of a script, which semicolons end. Those of a {@code STATEMENT SET BEGIN …
     * END} are one.
     *
     * @param from number of the first one
     */
    public static List<Statement> of(String script, int from) {
        List<Statement> statements = new ArrayList<>();
        int start = -1;
        int end = -1;
        Deque<String> words = new ArrayDeque<>();
        for (SqlToken token : SqlToken.of(script)) {
            if (!token.kind().significant()) {
                continue;
            }
            String text = token.text(script);
            if (text.equals(";") && !insideSet(words)) {
                if (start >= 0) {
                    statements.add(
                            new Statement(from + statements.size(), script.substring(start, end)));
                }
                start = -1;
                words.clear();
                continue;
            }
            start = start < 0 ? token.start() : start;
            end = token.end();
            words.add(text.toUpperCase(Locale.ROOT));
        }
        if (start >= 0) {
            statements.add(new Statement(from + statements.size(), script.substring(start, end)));
        }
        return statements;
    }

    /** Until {@code ; END}: an END of CASE does not follow a semicolon. */
    private static boolean insideSet(Deque<String> words) {
        List<String> begin = words.stream().limit(4).toList();
        boolean set =
                begin.size() == 4
                        && begin.subList(1, 4).equals(List.of("STATEMENT", "SET", "BEGIN"));
        if (!set) {
            return false;
        }
        List<String> all = List.copyOf(words);
        int last = all.size() - 1;
        return !(all.get(last).equals("END") && all.get(last - 1).equals(";"));
    }
}
