package io.flowledger.bench.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nfdump on files that nfcapd wrote of the same datagrams. */
final class NfdumpEngine implements Engine {

    private final Path files;
    private final MeasuredCommand process;

    NfdumpEngine(Path files, MeasuredCommand process) {
        this.files = files;
        this.process = process;
    }

    @Override
    public String name() {
        return "nfdump";
    }

    @Override
    public Reply ask(Question question) throws IOException, InterruptedException {
        MeasuredCommand.Outcome outcome =
                process.run(
                        List.of("sh", "-c", question.nfdump(), "sh", files.toString()), Map.of());
        return new Reply(
                Answer.of(outcome.lines()),
                outcome.cost().wallSeconds(),
                outcome.cost().cpuSeconds(),
                outcome.cost().bytesRead());
    }
}
