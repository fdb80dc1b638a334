package io.flowledger.sql.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a statement failed, in one line out of the chain of exceptions that Flink has for it: the
 * innermost says most, except where an outer one knows the place in the statement, or the file.
 */
final class FailureCause {

    /** Calcite's place of what it refuses; what it could have been is a page. */
    private static final Pattern PLACED =
            Pattern.compile(
                    "(?:From|At) (line \\d+, column \\d+)(?: to line \\d+, column \\d+)?: (.*?)(?:\\R"
                            + "Supported signatures are:.*)?",
                    Pattern.DOTALL);

    private static final Pattern PARSER =
            Pattern.compile("SQL parse failed\\. (.*?)(?:\\RWas expecting.*)?", Pattern.DOTALL);

    private static final Pattern CALL =
            Pattern.compile("Invalid function call:\\R(?:[^(]*\\.)?(\\w+\\(.*)", Pattern.DOTALL);

    /** A gateway sends what went wrong as a printed stack. */
    private static final String FRAMES = "\n\tat ";

    private static final Pattern PRINTED =
            Pattern.compile(
                    "(?:Caused by: |^|side:\\s)((?:[\\w$]+\\.)+[\\w$]+: .*?)(?=\\n\\tat )",
                    Pattern.DOTALL);

    /** A cluster sends exceptions with their class in the message. */
    private static final String CLASS_NAME = "^(?:[\\w$]+\\.)+[\\w$]*(?:Exception|Error): ";

    private static final Pattern MISSING_CLASS =
            Pattern.compile("(?:[\\w$]+\\.)+ClassNotFoundException: ([\\w.$]+)");

    private static final String VALIDATION = "SQL validation failed. ";

    /** What reading the archive fails with begins so, and has the reason in it. */
    private static final String NAMES_A_FILE = "archive file ";

    private FailureCause() {}

    static String of(Throwable error) {
        List<String> messages = messages(error);
        String innermost = messages.get(messages.size() - 1);
        for (String message : messages) {
            String said =
                    message.startsWith(VALIDATION)
                            ? message.substring(VALIDATION.length())
                            : message;
            if (said.startsWith(NAMES_A_FILE)) {
                return oneLine(said);
            }
            Matcher parser = PARSER.matcher(said);
            if (parser.matches()) {
                return oneLine(parser.group(1));
            }
            Matcher placed = PLACED.matcher(said);
            if (placed.matches()) {
                return oneLine(placed.group(1) + ": " + placed.group(2));
            }
            Matcher call = CALL.matcher(said);
            if (call.matches()) {
                String function = call.group(1).substring(0, call.group(1).indexOf('(') + 1);
                return oneLine(
                        innermost.contains(function)
                                ? innermost
                                : call.group(1) + ": " + innermost);
            }
        }
        return oneLine(innermost);
    }

    private static List<String> messages(Throwable error) {
        List<String> messages = new ArrayList<>();
        Throwable last = error;
        for (Throwable at = error; at != null; at = at.getCause()) {
            last = at;
            if (at.getMessage() != null && !at.getMessage().isBlank()) {
                addAll(at.getMessage(), messages);
            }
            if (at.getCause() == at) {
                break;
            }
        }
        if (last.getMessage() == null || last.getMessage().isBlank()) {
            messages.add(last.getClass().getSimpleName());
        }
        return messages;
    }

    private static void addAll(String message, List<String> messages) {
        if (!message.contains(FRAMES)) {
            Matcher missing = MISSING_CLASS.matcher(message);
            messages.add(
                    missing.matches()
                            ? "where it runs, there is no class "
                                    + missing.group(1)
                                    + ": put flowledger.jar into lib/ of the gateway and of its"
                                    + " cluster"
                            : message.replaceFirst(CLASS_NAME, ""));
            return;
        }
        Matcher printed = PRINTED.matcher(message);
        while (printed.find()) {
            addAll(printed.group(1), messages);
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
