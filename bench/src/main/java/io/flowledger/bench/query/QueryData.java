package io.flowledger.bench.query;

import io.flowledger.bench.ingest.Workbench;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The same flows of a day in a capture, a compacted warehouse and nfcapd's files. What is in the
 * folder already is taken as it is, so that a run can be repeated on it.
 *
 * <pre>
 *   flows.pcap   warehouse/   nfcapd/
 * </pre>
 */
final class QueryData {

    private final Path folder;
    private final GeneratedDay day;

    QueryData(Path folder, GeneratedDay day) {
        this.folder = folder;
        this.day = day;
    }

    Path warehouse() {
        return folder.resolve("warehouse");
    }

    Path nfcapd() {
        return folder.resolve("nfcapd");
    }

    /** Writes the capture and the warehouse if they are not there. */
    void prepareWarehouse() throws IOException, InterruptedException {
        day.importInto(warehouse());
        day.say("compacting what is not");
        day.run(
                "compact",
                "--warehouse",
                warehouse().toString(),
                "--from",
                GeneratedDay.DATE.toString(),
                "--to",
                GeneratedDay.DATE.plusDays(1).toString());
    }

    /** Writes nfcapd's files if they are not there. */
    void prepareNfcapd() throws IOException, InterruptedException {
        if (Files.exists(nfcapd())) {
            return;
        }
        day.say("sending them to nfcapd");
        Path unfinished = folder.resolve("draft-nfcapd");
        InetSocketAddress to = Workbench.freePort();
        long sent = new NfcapdRecording(day.capture(), to).into(unfinished);
        Files.move(unfinished, nfcapd());
        day.say("%,d datagrams sent", sent);
    }

    void warm() throws IOException {
        GeneratedDay.warm(warehouse().resolve("flows"));
        GeneratedDay.warm(nfcapd());
    }
}
