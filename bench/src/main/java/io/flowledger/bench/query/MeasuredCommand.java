package io.flowledger.bench.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a command to its end, and measures it from outside. */
final class MeasuredCommand {

    private static final String SCRIPT =
            "\"$@\"; ended=$?; cat /proc/$$/stat >\"$COST.stat\"; cat /proc/$$/io >\"$COST.io\"; exit $ended";
    private static final int LINES_TOLD = 5;

    private final Path scratch;

    /**
     * @param scratch where its output goes for the time
     */
    MeasuredCommand(Path scratch) {
        this.scratch = scratch;
    }

    /** What it printed, and what it took. */
    record Outcome(List<String> lines, List<String> errors, ProcessCost cost) {}

    /**
     * @throws IOException if it fails, with what it said
     */
    Outcome run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
        shell.addAll(command);
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(shell).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("COST", scratch.resolve("cost").toString());
        long begun = System.nanoTime();
        int exit = builder.start().waitFor();
        double wallSeconds = (System.nanoTime() - begun) / 1e9;
        List<String> errors = Files.readAllLines(err);
        if (exit != 0) {
            throw new IOException(
                    String.join(" ", command)
                            + " ended with "
                            + exit
                            + ": "
                            + String.join(" | ", errors.stream().limit(LINES_TOLD).toList()));
        }
        return new Outcome(
                Files.readAllLines(out),
                errors,
                ProcessCost.of(
                        wallSeconds,
                        Files.readString(scratch.resolve("cost.stat")),
                        Files.readString(scratch.resolve("cost.io"))));
    }
}
