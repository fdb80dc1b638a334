package io.flowledger.cli;

import java.io.PrintStream;
import java.time.Duration;

/**
 * One line that is rewritten in place on a terminal, and printed now and then where standard error
 * is no terminal.
 */
final class StatusLine {

    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean terminal;
    private long lastPlainNanos = System.nanoTime();
    private boolean drawn;

    StatusLine(PrintStream out) {
        this.out = out;
        // no System.console(): it asks for standard input as well
        String term = System.getenv("TERM");
        this.terminal =
                System.getenv("FLOWLEDGER_TTY") != null && term != null && !term.equals("dumb");
    }

    void show(String text) {
        if (terminal) {
            out.print("\r\u001b[2K" + text);
            out.flush();
            drawn = true;
        } else if (System.nanoTime() - lastPlainNanos >= PLAIN_INTERVAL.toNanos()) {
            out.println(text);
            lastPlainNanos = System.nanoTime();
        }
    }

    /** A line that stays, above the status line. */
    void say(String text) {
        end();
        out.println(text);
    }

    /** Leaves the last status standing. */
    void end() {
        if (drawn) {
            out.println();
            drawn = false;
        }
    }
}
