package io.flowledger.bench.query;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What each question took with each engine, and whether they agree. */
final class QueryReport {

    private static final String ROW = "%-28s %-10s %9.1f %9.1f %12.1f%s%n";
    private static final double MEBI = 1 << 20;

    private final Map<String, Long> data = new LinkedHashMap<>();
    private final Map<Question, Map<String, Engine.Reply>> replies = new LinkedHashMap<>();

    void data(String format, long bytes) {
        data.put(format, bytes);
    }

    void add(Question question, String engine, Engine.Reply reply) {
        replies.computeIfAbsent(question, none -> new LinkedHashMap<>()).put(engine, reply);
    }

    boolean allAgree() {
        return replies.keySet().stream().allMatch(this::agree);
    }

    private boolean agree(Question question) {
        return replies.get(question).values().stream().map(Engine.Reply::answer).distinct().count()
                == 1;
    }

    /** What is on disk, and the head of the table. */
    String head() {
        StringBuilder text = new StringBuilder();
        data.forEach(
                (format, bytes) ->
                        text.append(
                                String.format(
                                        Locale.ROOT, "%s: %,.1f MiB%n", format, bytes / MEBI)));
        return text.append(
                        String.format(
                                "%-28s %-10s %9s %9s %12s%n",
                                "question", "asked", "wall s", "CPU s", "read MiB"))
                .toString();
    }

    /** A line for each that was asked. */
    String lines(Question question) {
        StringBuilder text = new StringBuilder();
        String remark = agree(question) ? "" : "  ANSWERS DIFFER";
        replies.get(question)
                .forEach(
                        (engine, reply) ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                ROW,
                                                question.name(),
                                                engine,
                                                reply.wallSeconds(),
                                                reply.cpuSeconds(),
                                                reply.bytesRead() / MEBI,
                                                remark)));
        return text.toString();
    }
}
