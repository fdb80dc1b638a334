package io.flowledger.bench.query;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Flows of a day in a folder: as a capture, {@code flows.pcap}, and imported into warehouses. */
public final class GeneratedDay {

    public static final LocalDate DATE = LocalDate.of(2026, 1, 5);

    private static final long SECONDS_OF_DAY = 86_400;
    private static final int COPY_BUFFER = 1 << 20;

    private final Path folder;
    private final Path launcher;
    private final long flows;
    private final long hosts;
    private final PrintWriter progress;

    /**
     * @param hosts in the population
     */
    public GeneratedDay(Path folder, Path launcher, long flows, long hosts, PrintWriter progress) {
        this.folder = folder;
        this.launcher = launcher;
        this.flows = flows;
        this.hosts = hosts;
        this.progress = progress;
    }

    Path capture() {
        return folder.resolve("flows.pcap");
    }

    /** Generates and imports, unless the warehouse is there. */
    public void importInto(Path warehouse) throws IOException, InterruptedException {
        if (Files.exists(warehouse)) {
            return;
        }
        say("generating %,d flows", flows);
        Path draft = folder.resolve("draft.pcap");
        run(
                "send",
                "--pcap",
                draft.toString(),
                "--flows",
                String.valueOf(flows),
                "--hosts",
                String.valueOf(hosts),
                "--rate",
                // so that none are of the next day
                String.valueOf((flows + SECONDS_OF_DAY - 1) / SECONDS_OF_DAY),
                "--exporters",
                "8",
                "--start",
                DATE + "T00:00:00Z");
        Files.move(draft, capture(), StandardCopyOption.REPLACE_EXISTING);
        say("importing them");
        Path unfinished = folder.resolve("draft-warehouse");
        run("import", capture().toString(), "--warehouse", unfinished.toString());
        Files.move(unfinished, warehouse);
    }

    /** Reads files, so that what is measured first does not find a cold disk. */
    public static void warm(Path below) throws IOException {
        byte[] buffer = new byte[COPY_BUFFER];
        for (Path file : files(below)) {
            try (var in = Files.newInputStream(file)) {
                while (in.read(buffer) >= 0) {
                    // into the page cache
                }
            }
        }
    }

    /** Bytes of all files below a folder, 0 where there is none. */
    public static long bytesOf(Path below) throws IOException {
        long bytes = 0;
        for (Path file : files(below)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** All below a folder; none where there is no such folder. */
    public static List<Path> files(Path below) throws IOException {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("preparation.log");
        int exit =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " failed; see " + log);
        }
    }

    void say(String format, Object... arguments) {
        progress.println("  " + String.format(Locale.ROOT, format, arguments) + " …");
        progress.flush();
    }
}
