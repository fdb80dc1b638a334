package io.flowledger.cli;

/**
 * A command that another module adds to the command line, found by {@link java.util.ServiceLoader}.
 * Keeps the traffic generator and the benchmarks out of the job jar: they are commands only where
 * their jar is on the class path.
 */
public interface CommandPlugin {

    /** A picocli {@code @Command} object that is a {@code Callable<Integer>}. */
    Object command();
}
