package io.flowledger.bench.query;

import io.flowledger.bench.ingest.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end, and measures it from outside. */
public final class MeasuredCommand {

    private static final String SCRIPT =
            "\"$@\"; ended=$?; cat /proc/$$/stat >\"$COST.stat\"; cat /proc/$$/io >\"$COST.io\"; exit $ended";
    private static final int LINES_TOLD = 5;
    private static final long LOOK_MILLIS = 50;

    private final Path scratch;

    /**
     * @param scratch where its output goes for the time
     */
    public MeasuredCommand(Path scratch) {
        this.scratch = scratch;
    }

    /** What it printed, and what it took. */
    public record Outcome(List<String> lines, List<String> errors, ProcessCost cost) {}

    /**
     * @throws IOException if it fails, with what it said
     */
    public Outcome run(List<String> command, Map<String, String> environment)
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
        Process process = builder.start();
        long peakResidentBytes = 0;
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            peakResidentBytes = Math.max(peakResidentBytes, peakResidentBytes(process));
        }
        double wallSeconds = (System.nanoTime() - begun) / 1e9;
        List<String> errors = Files.readAllLines(err);
        if (process.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command)
                            + " ended with "
                            + process.exitValue()
                            + ": "
                            + String.join(" | ", errors.stream().limit(LINES_TOLD).toList()));
        }
        return new Outcome(
                Files.readAllLines(out),
                errors,
                ProcessCost.of(
                        wallSeconds,
                        Files.readString(scratch.resolve("cost.stat")),
                        Files.readString(scratch.resolve("cost.io")),
                        peakResidentBytes));
    }

    private static long peakResidentBytes(Process process) {
        return process.descendants()
                .mapToLong(child -> ProcFiles.peakResidentBytes(child.pid()).orElse(0))
                .max()
                .orElse(0);
    }
}
