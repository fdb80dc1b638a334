package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, of the archive and of the spool, while exporters go on sending. */
class DiskFullE2ECase {

    private static final String FULL = "No space left on device; free space for the warehouse";

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path folder;

    private Launcher launcher;
    private Books books;
    private int port;

    @BeforeEach
    void prepare() throws Exception {
        launcher = new Launcher(folder);
        books = new Books(launcher, folder.resolve("disk/w"));
        port = Launcher.freePort();
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        launcher.close();
    }

    @Test
    void aFullWarehouseIsSaidOnceAndLosesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 12)) {
            Process collect =
                    launcher.listening(
                            "collect",
                            "--listen",
                            "127.0.0.1:" + port,
                            "--warehouse",
                            path("disk/w"),
                            "--spool",
                            path("s"),
                            "--checkpoint-interval",
                            "1s",
                            "--reorder-window",
                            "2s",
                            "--format",
                            "json");
            try (OngoingTraffic sending = send(20_000, 0.01)) {
                Path errors = launcher.errors(collect);
                Await.until("said", () -> Files.readString(errors).contains(FULL));
                long archived = books.flows();
                Thread.sleep(5_000);
                assertThat(books.flows()).as("the disk is full").isEqualTo(archived);
                assertThat(Files.readString(errors).split(FULL)).as("said once").hasSize(2);

                disk.enlarge(256);
                books.awaitMoreFlows();
                Truth truth = sending.stop();
                books.awaitAllAccountedFor(truth);
                launcher.stop(collect);
                books.assertExact(truth);
                assertThat(books.archive().lostByCause().keySet()).isEqualTo(Set.of("upstream"));
                assertThat(books.lost()).isEqualTo(truth.detectableLostFlows());
            }
        }
    }

    @Test
    void aFullSpoolDropsTheNewestAndEntersThem() throws Exception {
        Path spool = folder.resolve("spooldisk/s");
        // two segments of 64 MiB: the first can go once it is archived
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("spooldisk"), 150)) {
            Process receiver =
                    launcher.listening(
                            "receive",
                            "--listen",
                            "127.0.0.1:" + port,
                            "--spool",
                            spool.toString(),
                            "--format",
                            "json");
            try (OngoingTraffic sending = send(200_000, 0)) {
                Path errors = launcher.errors(receiver);
                Await.until("said", () -> Files.readString(errors).contains("free space there"));
                // it says so while there is room for some seconds more
                Await.until("dropped", () -> hasDropped(Files.readString(errors)));
                Process collect =
                        launcher.listening(
                                "collect",
                                "--attach",
                                spool.toString(),
                                "--warehouse",
                                path("disk/w"),
                                "--checkpoint-interval",
                                "1s",
                                "--reorder-window",
                                "2s",
                                "--format",
                                "json");
                // only a datagram that finds room again shows how many before it did not
                Await.until("the gap entered", () -> books.lost() > 0);
                Truth truth = sending.stop();
                books.awaitAllAccountedFor(truth);
                JsonNode received = launcher.stop(receiver);
                launcher.stop(collect);
                books.assertExact(truth);
                assertThat(Files.readString(errors).split("free space there"))
                        .as("said once")
                        .hasSize(2);
                assertThat(received.get("spoolDrops").asLong()).isPositive();
                assertThat(received.get("datagrams").asLong()).isEqualTo(truth.payloadsSent());
                assertThat(books.archive().lostByCause()).containsOnlyKeys("spool_overflow");
            }
        }
    }

    private static boolean hasDropped(String progress) {
        return progress.replace(",", "").matches("(?s).* spool drops [1-9].*");
    }

    private OngoingTraffic send(long rate, double loss) {
        return OngoingTraffic.start(
                TrafficOptions.builder()
                        .to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .engines(2)
                        .rate(rate)
                        .duration(Duration.ofMinutes(10))
                        .loss(loss)
                        .build());
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
