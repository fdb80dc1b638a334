package io.flowledger.archive.group;

/**
 * What is told of the rows of a key.
 *
 * @param column its place in the batch; {@link #NO_COLUMN} for ROWS
 */
public record Measure(Kind kind, int column) {

    public static final int NO_COLUMN = -1;

    /** Of whole numbers and times, but for the counts. */
    public enum Kind {
        /** How many. */
        ROWS,
        /** How many have a value. */
        VALUES,
        /** NULL if none has a value. */
        SUM,
        /** 0 if none has a value. */
        SUM_OR_ZERO,
        /** NULL if none has a value. */
        LEAST,
        /** NULL if none has a value. */
        MOST
    }

    /** Whether it is NULL if no row has a value. */
    boolean mayBeNull() {
        return kind == Kind.SUM || kind == Kind.LEAST || kind == Kind.MOST;
    }

    /** What it is before any value. */
    long start() {
        return switch (kind) {
            case LEAST -> Long.MAX_VALUE;
            case MOST -> Long.MIN_VALUE;
            default -> 0;
        };
    }
}
