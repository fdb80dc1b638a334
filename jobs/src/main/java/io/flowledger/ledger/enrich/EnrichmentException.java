package io.flowledger.ledger.enrich;

import java.io.IOException;
import java.util.List;

/**
 * Files that are refused. The message is one line: the first problem with its file and line, what
 * is wrong and what is expected, and how many more there are.
 */
public final class EnrichmentException extends IOException {

    private static final long serialVersionUID = 1;

    private final List<String> problems;
    private final boolean readable;

    EnrichmentException(List<String> problems, int total, boolean readable) {
        super(problems.get(0) + (total > 1 ? " (and " + (total - 1) + " more)" : ""));
        this.problems = List.copyOf(problems);
        this.readable = readable;
    }

    /** The first problems found, at most {@value Problems#MOST_LISTED}, one line each. */
    public List<String> problems() {
        return problems;
    }

    /** Whether all files could be read, so that another try at the same files ends the same. */
    boolean isFinal() {
        return readable;
    }
}
