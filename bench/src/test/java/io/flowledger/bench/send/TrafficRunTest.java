package io.flowledger.bench.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.bench.traffic.Counts;
import io.flowledger.bench.traffic.Surge;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import io.flowledger.netflow.wire.V5Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficRunTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir private Path directory;

    @Test
    void whatIsSentArrivesFromTheAddressesThatTheTruthNames() throws IOException {
        try (DatagramChannel collector = collector()) {
            TrafficOptions options =
                    TrafficOptions.builder()
                            .to((InetSocketAddress) collector.getLocalAddress())
                            .flows(3_000)
                            .rate(100_000)
                            .exporters(3)
                            .ports(2)
                            .build();
            Truth truth = new TrafficRun(options).call();
            Set<String> senders = new HashSet<>();
            long flows = 0;
            ByteBuffer payload = ByteBuffer.allocate(2_000);
            for (InetSocketAddress from; (from = receive(collector, payload)) != null; ) {
                flows += new V5Header().wrap(payload.array(), 0).count();
                senders.add(from.getAddress().getHostAddress() + ":" + from.getPort());
            }
            assertThat(flows).isEqualTo(3_000).isEqualTo(truth.sent().flows());
            assertThat(senders).hasSize(6);
            assertThat(truth.sessions())
                    .allMatch(one -> senders.contains(one.exporter() + ":" + one.port()));
            assertThat(senders).anyMatch(one -> one.startsWith("127.0.0.3:"));
        }
    }

    @Test
    void aPacedRunKeepsItsRateAndSendsAllOfIt() throws IOException {
        try (DatagramChannel collector = collector()) {
            TrafficOptions options =
                    TrafficOptions.builder()
                            .to((InetSocketAddress) collector.getLocalAddress())
                            .rate(20_000)
                            .duration(Duration.ofMillis(800))
                            .build();
            TrafficRun run = new TrafficRun(options);
            Truth truth = run.call();
            assertThat(truth.sent().flows()).isEqualTo(16_000);
            assertThat(run.elapsedSeconds()).isBetween(0.75, 1.1);
        }
    }

    @Test
    void aPacedRunKeepsItsRateWhateverTheSizesOfItsDatagrams() throws IOException {
        try (DatagramChannel collector = collector()) {
            TrafficOptions options =
                    TrafficOptions.builder()
                            .to((InetSocketAddress) collector.getLocalAddress())
                            .rate(20_000)
                            .duration(Duration.ofMillis(800))
                            .recordsPerDatagram(1, 30)
                            .build();
            assertThat(new TrafficRun(options).call().sent().flows()).isEqualTo(16_000);
        }
    }

    @Test
    void aSurgeIsAMultipleOfTheRateAndOnlyForItsTime() throws IOException {
        try (DatagramChannel collector = collector()) {
            TrafficOptions options =
                    TrafficOptions.builder()
                            .to((InetSocketAddress) collector.getLocalAddress())
                            .rate(1_000)
                            .duration(Duration.ofMillis(800))
                            .surge(new Surge(100, Duration.ofMillis(200), Duration.ofMillis(400)))
                            .build();
            assertThat(options.plannedFlows()).isEqualTo(800 + 99 * 200);
            // a machine that is busy in that time sends less of it
            assertThat(new TrafficRun(options).call().sent().flows())
                    .isBetween(1_600L, options.plannedFlows());
        }
    }

    @Test
    void nobodyListeningIsOneWarningAndNoFailure() throws IOException {
        InetSocketAddress closed;
        try (DatagramChannel collector = collector()) {
            closed = (InetSocketAddress) collector.getLocalAddress();
        }
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        TrafficOptions options = TrafficOptions.builder().to(closed).rate(0).flows(30_000).build();
        TrafficRun run = new TrafficRun(options, new PrintStream(warnings, true));
        assertThat(run.call().sent().flows()).isEqualTo(30_000);
        assertThat(run.unreachable()).isPositive();
        assertThat(warnings.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("nobody listens on 127.0.0.1:" + closed.getPort());
    }

    @Test
    void aCaptureHoldsTheVeryBytesThatWereSent() throws IOException {
        Path pcap = directory.resolve("sent.pcap");
        List<byte[]> received = new ArrayList<>();
        try (DatagramChannel collector = collector()) {
            TrafficOptions options =
                    TrafficOptions.builder()
                            .to((InetSocketAddress) collector.getLocalAddress())
                            .pcap(pcap)
                            .flows(3_000)
                            .rate(100_000)
                            .exporters(1)
                            .reorder(0.1)
                            .duplicates(0.1)
                            .build();
            new TrafficRun(options).call();
            ByteBuffer payload = ByteBuffer.allocate(2_000);
            while (receive(collector, payload) != null) {
                received.add(Arrays.copyOf(payload.array(), payload.limit()));
            }
        }
        assertThat(received).hasSizeGreaterThan(100);
        assertThat(payloads(pcap)).usingElementComparator(Arrays::compare).isEqualTo(received);
    }

    @Test
    void withoutACollectorTimeIsVirtualAndTheCaptureRepeats() throws IOException {
        TrafficOptions.Builder hour =
                TrafficOptions.builder()
                        .rate(20)
                        .duration(Duration.ofHours(1))
                        .start(NOON)
                        .restarts(1);
        Path first = directory.resolve("first.pcap");
        Path second = directory.resolve("second.pcap");
        Truth truth = new TrafficRun(hour.pcap(first).build()).call();
        assertThat(new TrafficRun(hour.pcap(second).build()).call()).isEqualTo(truth);
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(truth.sent().flows()).isEqualTo(72_000);
        assertThat(truth.byMinute()).hasSize(60).containsKey(NOON);
        assertThat(truth.endedAt()).isBetween(NOON.plusSeconds(3_590), NOON.plusSeconds(3_600));
        assertThat(payloads(first)).hasSize((int) truth.payloadsSent());
    }

    @Test
    void theTruthFileReadsBackAsItWas() throws IOException {
        TrafficOptions options =
                TrafficOptions.builder().flows(5_000).loss(0.1).restarts(1).start(NOON).build();
        Truth truth = new TrafficRun(options).into((socket, time, bytes, length) -> {});
        Path file = directory.resolve("truth.json");
        TruthFile.write(file, truth);
        assertThat(TruthFile.read(file)).isEqualTo(truth);
        assertThat(truth.sent().plus(truth.withheld())).extracting(Counts::flows).isEqualTo(5_000L);
    }

    @Test
    void aDirectoryThatIsMissingIsNamed() {
        Path missing = directory.resolve("none").resolve("a.pcap");
        TrafficOptions options = TrafficOptions.builder().pcap(missing).flows(1).build();
        assertThatThrownBy(() -> new TrafficRun(options).call())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> TruthFile.checkWritable(missing))
                .hasMessageContaining(missing.toString());
    }

    private static DatagramChannel collector() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        channel.configureBlocking(false);
        return channel;
    }

    /** The next payload, flipped, or null: on loopback all that was sent is already there. */
    private static InetSocketAddress receive(DatagramChannel channel, ByteBuffer payload)
            throws IOException {
        InetSocketAddress from = (InetSocketAddress) channel.receive(payload.clear());
        payload.flip();
        return from;
    }

    /** UDP payloads of a big-endian pcap with Ethernet, read by their offsets alone. */
    private static List<byte[]> payloads(Path pcap) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(pcap));
        assertThat(file.getInt(0)).isEqualTo(0xA1B2C3D4);
        List<byte[]> payloads = new ArrayList<>();
        for (int at = 24; at < file.limit(); ) {
            int length = file.getInt(at + 8);
            payloads.add(Arrays.copyOfRange(file.array(), at + 16 + 42, at + 16 + length));
            at += 16 + length;
        }
        return payloads;
    }
}
