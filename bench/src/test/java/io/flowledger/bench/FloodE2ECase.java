package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forged sessions and damaged payloads beside real exporters, whose books balance all the same. */
class FloodE2ECase {

    private static final String REAL = " WHERE exporter LIKE '127.0.0.%'";

    @TempDir Path folder;

    private Launcher launcher;

    @AfterEach
    void endProcesses() throws InterruptedException {
        if (launcher != null) {
            launcher.close();
        }
    }

    @Test
    void aFloodIsCountedAndBoundedAndTheBooksOfRealExportersBalance() throws Exception {
        launcher = new Launcher(folder);
        ArchiveQueries archive = new ArchiveQueries(folder.resolve("w"));
        int port = Launcher.freePort();
        Process collect =
                launcher.listening(
                        "collect",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--warehouse",
                        folder.resolve("w").toString(),
                        "--spool",
                        folder.resolve("s").toString(),
                        "--max-sessions",
                        "2000",
                        "--reorder-window",
                        "2s",
                        "--checkpoint-interval",
                        "1s",
                        "--format",
                        "json");
        CompletableFuture<Truth> sending = sendBeside(port);
        Process forged =
                flood(port, "forged", "--sources", "3000", "--engines", "10", "--in-a-row", "3");
        Process malformed = flood(port, "malformed", "--sources", "2000", "--first-source", "3000");
        JsonNode forgedCounts = counts(forged, "forged");
        JsonNode malformedCounts = counts(malformed, "malformed");
        Truth truth = sending.join();
        Await.until(
                "every flow of the real exporters archived or entered as lost",
                () ->
                        archive.hasFiles()
                                && archive.count("SELECT count(*) FROM flows" + REAL)
                                                + lostByRealExporters(archive)
                                        == truth.sent().flows() + truth.detectableLostFlows());
        JsonNode summary = launcher.stop(collect);

        long payloads =
                truth.payloadsSent()
                        + forgedCounts.get("datagrams").asLong()
                        + malformedCounts.get("datagrams").asLong();
        long refused = summary.get("refused").asLong();
        long truncated = summary.get("refused_truncated").asLong();
        assertThat(
                        summary.get("datagrams").asLong()
                                + refused
                                - truncated
                                + summary.get("kernelDrops").asLong())
                .as("payloads archived, refused (truncated ones are both), dropped by the kernel")
                .isEqualTo(payloads);
        assertThat(
                        archive.count("SELECT count(*) FROM quarantine")
                                + summary.get("quarantineOmitted").asLong())
                .as("payloads in quarantine, and left out of it")
                .isEqualTo(refused);
        if (summary.get("kernelDrops").asLong() == 0) {
            malformedCounts
                    .get("byRefusal")
                    .fields()
                    .forEachRemaining(
                            reason ->
                                    assertThat(summary.get("refused_" + reason.getKey()))
                                            .as(reason.getKey())
                                            .isEqualTo(reason.getValue()));
        }
        assertThat(summary.get("byExporter").size())
                .as("exporters told apart, of 3,000 that sent")
                .isLessThanOrEqualTo(1_000);
        assertThat(archive.count("SELECT count(*) FROM sessions WHERE ended = 'made_room'"))
                .as("sessions that made room")
                .isPositive();
        audit();
    }

    private void audit() throws Exception {
        Process audit =
                launcher.start(
                        "audit", "--warehouse", folder.resolve("w").toString(), "--format", "json");
        JsonNode balance = launcher.finish(audit);
        assertThat(audit.exitValue())
                .as("the audit says " + balance.get("total").get("verdict"))
                .isZero();
        for (JsonNode exporter : balance.get("exporters")) {
            if (exporter.get("exporter").asText().startsWith("127.0.0.")) {
                assertThat(exporter.get("unaudited").asLong()).isZero();
            }
        }
    }

    private static long lostByRealExporters(ArchiveQueries archive) throws Exception {
        return archive.count("SELECT coalesce(sum(lost_flows), 0)::BIGINT FROM losses" + REAL);
    }

    /** Goes on for longer than the floods, so that what the kernel drops of it shows as a gap. */
    private static CompletableFuture<Truth> sendBeside(int port) {
        TrafficOptions options =
                TrafficOptions.builder()
                        .to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .exporters(3)
                        .engines(2)
                        .rate(6_000)
                        .duration(Duration.ofSeconds(25))
                        .lossInBursts(0.01, 5)
                        .build();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new TrafficRun(options).call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                });
    }

    private Process flood(int port, String kinds, String... further) throws Exception {
        String[] fixed = {
            "bench",
            "flood",
            "--to",
            "127.0.0.1:" + port,
            "--kinds",
            kinds,
            "--rate",
            kinds.equals("forged") ? "2000" : "500",
            "--for",
            "15s",
            "--truth",
            folder.resolve(kinds + ".json").toString()
        };
        String[] all = new String[fixed.length + further.length];
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(further, 0, all, fixed.length, further.length);
        return launcher.start(all);
    }

    private JsonNode counts(Process flood, String kinds) throws Exception {
        assertThat(flood.waitFor()).as(Files.readString(launcher.errors(flood))).isZero();
        return new ObjectMapper().readTree(folder.resolve(kinds + ".json").toFile());
    }
}
