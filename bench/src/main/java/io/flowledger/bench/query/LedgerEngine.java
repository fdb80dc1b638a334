package io.flowledger.bench.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code flowledger sql} on a warehouse. */
final class LedgerEngine implements Engine {

    private static final Pattern STATISTICS = Pattern.compile("read ([\\d,]+) bytes.*");

    private final Path launcher;
    private final Path warehouse;
    private final MeasuredCommand process;

    LedgerEngine(Path launcher, Path warehouse, MeasuredCommand process) {
        this.launcher = launcher;
        this.warehouse = warehouse;
        this.process = process;
    }

    @Override
    public String name() {
        return "flowledger";
    }

    @Override
    public Reply ask(Question question) throws IOException, InterruptedException {
        MeasuredCommand.Outcome outcome =
                process.run(
                        List.of(
                                launcher.toString(),
                                "sql",
                                "--warehouse",
                                warehouse.toString(),
                                "--format",
                                "csv",
                                "--statistics",
                                "-e",
                                question.ledgerSql()),
                        Map.of());
        return new Reply(
                Answer.of(outcome.lines()),
                outcome.cost().wallSeconds(),
                outcome.cost().cpuSeconds(),
                bytesRead(outcome.errors()));
    }

    private static long bytesRead(List<String> errors) throws IOException {
        for (String line : errors) {
            Matcher statistics = STATISTICS.matcher(line);
            if (statistics.matches()) {
                return Long.parseLong(statistics.group(1).replace(",", ""));
            }
        }
        throw new IOException("flowledger sql did not say what it read: " + errors);
    }
}
