package io.flowledger.bench.query;

import io.flowledger.bench.ingest.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The same flows of a day in a capture, a compacted warehouse and nfcapd's files. What is in the
 * folder already is taken as it is, so that a run can be repeated on it.
 *
 * <pre>
 *   flows.pcap   warehouse/   nfcapd/
 * </pre>
 */
final class QueryData {

    private static final long SECONDS_OF_DAY = 86_400;
    private static final String START = "2026-01-05T00:00:00Z";
    private static final int COPY_BUFFER = 1 << 20;

    private final Path folder;
    private final Path launcher;
    private final long flows;
    private final long hosts;
    private final PrintWriter progress;

    QueryData(Path folder, Path launcher, long flows, long hosts, PrintWriter progress) {
        this.folder = folder;
        this.launcher = launcher;
        this.flows = flows;
        this.hosts = hosts;
        this.progress = progress;
    }

    private Path capture() {
        return folder.resolve("flows.pcap");
    }

    Path warehouse() {
        return folder.resolve("warehouse");
    }

    Path nfcapd() {
        return folder.resolve("nfcapd");
    }

    /** Writes the capture and the warehouse if they are not there. */
    void prepareWarehouse() throws IOException, InterruptedException {
        if (!Files.exists(warehouse())) {
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
                    String.valueOf(Math.max(1, flows / SECONDS_OF_DAY)),
                    "--exporters",
                    "8",
                    "--start",
                    START);
            Files.move(draft, capture(), StandardCopyOption.REPLACE_EXISTING);
            say("importing them");
            Path unfinished = folder.resolve("draft-warehouse");
            run("import", capture().toString(), "--warehouse", unfinished.toString());
            Files.move(unfinished, warehouse());
        }
        say("compacting what is not");
        run(
                "compact",
                "--warehouse",
                warehouse().toString(),
                "--from",
                "2026-01-05",
                "--to",
                "2026-01-06");
    }

    /** Writes nfcapd's files if they are not there. */
    void prepareNfcapd() throws IOException, InterruptedException {
        if (Files.exists(nfcapd())) {
            return;
        }
        say("sending them to nfcapd");
        Path unfinished = folder.resolve("draft-nfcapd");
        InetSocketAddress to = Workbench.freePort();
        long sent = new NfcapdRecording(capture(), to).into(unfinished);
        Files.move(unfinished, nfcapd());
        say("%,d datagrams sent", sent);
    }

    /** So that the first question is not put to a cold disk. */
    void warm() throws IOException {
        byte[] buffer = new byte[COPY_BUFFER];
        for (Path data : List.of(warehouse().resolve("flows"), nfcapd())) {
            if (!Files.exists(data)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    try (var in = Files.newInputStream(file)) {
                        while (in.read(buffer) >= 0) {
                            // into the page cache
                        }
                    }
                }
            }
        }
    }

    /** Bytes of the files of {@code flows}, or of nfcapd. */
    static long bytesOf(Path data) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private void run(String... arguments) throws IOException, InterruptedException {
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

    private void say(String format, Object... arguments) {
        progress.println("  " + String.format(Locale.ROOT, format, arguments) + " …");
        progress.flush();
    }
}
