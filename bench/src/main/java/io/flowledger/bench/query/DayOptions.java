package io.flowledger.bench.query;

import io.flowledger.bench.ingest.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which day is generated, where it is kept, and what runs on it. */
public final class DayOptions {

    @Option(
            names = "--flows",
            defaultValue = "100000000",
            description = "Flows of the day (default ${DEFAULT-VALUE}).")
    private long flows;

    @Option(
            names = "--hosts",
            defaultValue = "30000",
            description = "Hosts in the population (default ${DEFAULT-VALUE}).")
    private long hosts;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description =
                    "Keep the data in this folder, or use what is in it (default: a temporary one).")
    private Path in;

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "What starts the processes (default: this project's own launcher).")
    private Path launcher;

    /** A workbench, and the folder the data is to be in. */
    public Workbench open() throws IOException {
        if (in != null) {
            Files.createDirectories(in);
        }
        return Workbench.open(launcher, in, false);
    }

    public Path folder(Workbench workbench) {
        return in == null ? workbench.scratch() : in.toAbsolutePath();
    }

    public GeneratedDay day(Workbench workbench, PrintWriter progress) {
        return new GeneratedDay(folder(workbench), workbench.launcher(), flows, hosts, progress);
    }
}
