package io.flowledger.netflow.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flowledger.netflow.spool.FrameBatch;
import io.flowledger.netflow.spool.FrameType;
import io.flowledger.netflow.spool.ReceiverMark;
import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolFrame;
import io.flowledger.netflow.spool.SpoolLockedException;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.netflow.spool.SpoolReader;
import io.flowledger.netflow.spool.SpoolWriter;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {

    private static final ReceiverOptions LOOPBACK =
            ReceiverOptions.listen(new ListenAddress("127.0.0.1", 0))
                    .withSpool(SpoolOptions.defaults().withSegmentBytes(1 << 20));

    @TempDir Path directory;

    private record Received(
            FrameType type, long micros, String sender, int port, String text, Object content) {}

    @Test
    void whatIsSentIsInTheSpoolWithSenderAndTime() throws Exception {
        long before = System.currentTimeMillis() * 1000;
        int senderPort;
        try (Receiver receiver = Receiver.open(LOOPBACK, directory);
                DatagramSocket sender = new DatagramSocket()) {
            senderPort = sender.getLocalPort();
            send(sender, "127.0.0.1", receiver.port(), "one", "", "three");
            waitUntil(() -> receiver.counters().datagrams() == 3);
            assertThat(receiver.counters().bytes()).isEqualTo(8);
        }
        List<Received> datagrams = datagrams(directory);
        assertThat(datagrams).extracting(Received::text).containsExactly("one", "", "three");
        assertThat(datagrams).extracting(Received::sender).containsOnly("127.0.0.1");
        assertThat(datagrams).extracting(Received::port).containsOnly(senderPort);
        assertThat(datagrams)
                .allMatch(d -> d.micros() >= before)
                .allMatch(d -> d.micros() <= System.currentTimeMillis() * 1000 + 1000);
    }

    @Test
    void anIpv4ExporterIsTheSameOverADualStackSocket() throws Exception {
        ReceiverOptions dual = LOOPBACK.withListen(new ListenAddress("::", 0));
        try (Receiver receiver = openWithIpv6(dual);
                DatagramSocket sender = new DatagramSocket()) {
            send(sender, "127.0.0.1", receiver.port(), "four");
            send(sender, "::1", receiver.port(), "six");
            waitUntil(() -> receiver.counters().datagrams() == 2);
        }
        assertThat(datagrams(directory))
                .extracting(Received::sender)
                .containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void aSenderThatIsNotAllowedIsCountedAndNotStored() throws Exception {
        ReceiverOptions options = LOOPBACK.withAllowed(AllowList.parse(List.of("127.0.0.2")));
        try (Receiver receiver = Receiver.open(options, directory);
                DatagramSocket stranger = senderAt("127.0.0.3");
                DatagramSocket friend = senderAt("127.0.0.2")) {
            send(stranger, "127.0.0.1", receiver.port(), "evil", "evil");
            send(friend, "127.0.0.1", receiver.port(), "good");
            waitUntil(() -> receiver.counters().datagrams() == 1);
            assertThat(receiver.counters().notAllowed()).isEqualTo(2);
            assertThat(receiver.counters().notAllowedBySource())
                    .containsOnly(Map.entry("127.0.0.3", 2L));
        }
        assertThat(datagrams(directory)).extracting(Received::text).containsExactly("good");
    }

    @Test
    void stoppingTakesWhatTheKernelStillHolds() throws Exception {
        String[] burst =
                IntStream.range(0, 200).mapToObj(i -> "datagram " + i).toArray(String[]::new);
        for (int round = 0; round < 5; round++) {
            Path spool = directory.resolve("round" + round);
            try (Receiver receiver = Receiver.open(LOOPBACK, spool);
                    DatagramSocket sender = new DatagramSocket()) {
                send(sender, "127.0.0.1", receiver.port(), burst);
                receiver.stopReceiving();
                receiver.stopReceiving();
                assertThat(datagrams(spool)).extracting(Received::text).containsExactly(burst);
            }
        }
    }

    @Test
    void theSpoolTellsWhenTheReceiverListenedAndWhatItCounted() throws Exception {
        ReceiverOptions options = LOOPBACK.withStatusInterval(Duration.ofMillis(50));
        long granted;
        try (Receiver receiver = Receiver.open(options, directory);
                DatagramSocket sender = new DatagramSocket()) {
            granted = receiver.counters().grantedBufferBytes();
            send(sender, "127.0.0.1", receiver.port(), "x".repeat(100), "y");
            waitUntil(() -> receiver.counters().datagrams() == 2);
            TimeUnit.MILLISECONDS.sleep(300);
        }
        List<Received> frames = frames(directory);
        Received first = frames.get(0);
        Received last = frames.get(frames.size() - 1);
        assertThat(first.type()).isEqualTo(FrameType.START);
        assertThat(last.type()).isEqualTo(FrameType.STOP);
        ReceiverMark start = (ReceiverMark) first.content();
        ReceiverMark stop = (ReceiverMark) last.content();
        assertThat(start.reason()).contains("127.0.0.1");
        assertThat(stop)
                .isEqualTo(new ReceiverMark(start.runId(), start.runStartedAtMicros(), "stopped"));
        List<Received> statuses =
                frames.stream().filter(f -> f.type() == FrameType.STATUS).toList();
        assertThat(statuses).hasSizeGreaterThan(2);
        long drops = Files.exists(Path.of("/proc/self/net/udp")) ? 0 : ReceiverCounters.UNKNOWN;
        assertThat(statuses.get(statuses.size() - 1).content())
                .isEqualTo(new ReceiverStatus(drops, granted, 2, 101, 0, 0));
    }

    @Test
    void theKernelsDropsOnThisSocketAreCounted() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/net/udp")), "only Linux tells");
        ReceiverOptions small = LOOPBACK.withReceiveBufferBytes(8 << 10);
        try (ListeningSocket deaf = ListeningSocket.open(small);
                ListeningSocket idle = ListeningSocket.open(small);
                DatagramSocket sender = new DatagramSocket()) {
            int sent = 500;
            for (int i = 0; i < sent; i++) {
                send(sender, "127.0.0.1", deaf.port(), "z".repeat(1400));
            }
            int kept = 0;
            ByteBuffer buffer = ByteBuffer.allocate(2000);
            while (deaf.channel().receive(buffer.clear()) != null) {
                kept++;
            }
            assertThat(kept).isPositive();
            assertThat(deaf.kernelDrops()).isEqualTo(sent - kept);
            assertThat(deaf.kernelDrops()).isEqualTo(sent - kept);
            assertThat(idle.kernelDrops()).isZero();
        }
    }

    @Test
    void aBufferSmallerThanAskedForComesWithTheCommandThatRaisesIt() {
        ReceiverCounters counters = new ReceiverCounters(32 << 20, 212_992);
        assertThat(counters.bufferAdvice())
                .contains("212992", "sysctl -w net.core.rmem_max=33554432");
        assertThat(new ReceiverCounters(4096, 4096).bufferAdvice()).isEmpty();
    }

    @Test
    void theGrantedBufferIsGivenAsAskedFor() throws Exception {
        try (Receiver receiver =
                Receiver.open(LOOPBACK.withReceiveBufferBytes(64 << 10), directory)) {
            assertThat(receiver.counters().grantedBufferBytes()).isEqualTo(64 << 10);
        }
    }

    @Test
    void aPortInUseIsSaidAndNothingIsLeftOpen() throws Exception {
        Path other = directory.resolve("other");
        try (Receiver receiver = Receiver.open(LOOPBACK, directory.resolve("first"))) {
            ListenAddress taken = new ListenAddress("127.0.0.1", receiver.port());
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> Receiver.open(LOOPBACK.withListen(taken), other))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("cannot listen on " + taken)
                        .hasMessageContaining("in use");
            }
        }
    }

    @Test
    void aLockedSpoolAnUnknownHostAndAForeignAddressAreSaid() throws Exception {
        try (Receiver receiver = Receiver.open(LOOPBACK, directory)) {
            assertThat(receiver.problem()).isNull();
            assertThatThrownBy(() -> Receiver.open(LOOPBACK, directory))
                    .isInstanceOf(SpoolLockedException.class);
        }
        assertThatThrownBy(() -> open("no-such-host.invalid"))
                .hasMessageContaining("no-such-host.invalid is unknown");
        assertThatThrownBy(() -> open("192.0.2.77")).hasMessageContaining("no such address");
    }

    @Test
    void aReceiverStartedAgainGoesOnInTheSameSpool() throws Exception {
        for (String text : new String[] {"first run", "second run"}) {
            try (Receiver receiver = Receiver.open(LOOPBACK, directory);
                    DatagramSocket sender = new DatagramSocket()) {
                send(sender, "127.0.0.1", receiver.port(), text);
                waitUntil(() -> receiver.counters().datagrams() == 1);
            }
        }
        assertThat(datagrams(directory))
                .extracting(Received::text)
                .containsExactly("first run", "second run");
    }

    @Test
    void aDaemonHoldsAllSocketsOfAllEndpointsAndSumsThem() throws Exception {
        int port = freePort();
        ListenAddress endpoint = new ListenAddress("127.0.0.1", port);
        try (ReceiverDaemon daemon =
                ReceiverDaemon.open(List.of(endpoint), 2, LOOPBACK, directory)) {
            assertThat(daemon.receivers()).hasSize(2);
            for (int i = 0; i < 50; i++) {
                try (DatagramSocket sender = new DatagramSocket()) {
                    send(sender, "127.0.0.1", port, "flow " + i);
                }
            }
            waitUntil(() -> daemon.totals().datagrams() == 50);
            assertThat(daemon.receivers())
                    .allMatch(r -> r.counters().datagrams() > 0, "has got its share");
        }
        List<Received> all = new ArrayList<>(datagrams(directory.resolve(endpoint.spoolName(0))));
        all.addAll(datagrams(directory.resolve(endpoint.spoolName(1))));
        assertThat(all).hasSize(50);
    }

    @Test
    void aDaemonThatCannotOpenAllOpensNone() throws Exception {
        ListenAddress good = new ListenAddress("127.0.0.1", freePort());
        ListenAddress bad = new ListenAddress("192.0.2.77", 2055);
        assertThatThrownBy(() -> ReceiverDaemon.open(List.of(good, bad), 1, LOOPBACK, directory))
                .hasMessageContaining("192.0.2.77:2055");
        ReceiverDaemon.open(List.of(good), 1, LOOPBACK, directory).close();
    }

    @Test
    void aClockThatWasSetBackWhileNobodyReceivedIsSaidAndTimesGoOn() throws Exception {
        long newest = (System.currentTimeMillis() + Duration.ofHours(1).toMillis()) * 1000;
        try (SpoolWriter before = SpoolWriter.open(directory, LOOPBACK.spool())) {
            before.appendDatagram(newest, 0, 0, 1, ByteBuffer.allocate(0));
        }
        try (Receiver receiver = Receiver.open(LOOPBACK, directory);
                DatagramSocket sender = new DatagramSocket()) {
            send(sender, "127.0.0.1", receiver.port(), "one");
            waitUntil(() -> receiver.counters().datagrams() == 1);
            TimeUnit.MILLISECONDS.sleep(5);
            send(sender, "127.0.0.1", receiver.port(), "two");
            waitUntil(() -> receiver.counters().datagrams() == 2);
            assertThat(receiver.problem()).contains("set back", "half speed");
        }
        List<Received> datagrams = datagrams(directory);
        assertThat(datagrams).extracting(Received::text).containsExactly("", "one", "two");
        assertThat(datagrams.get(1).micros()).isGreaterThanOrEqualTo(newest);
        assertThat(datagrams.get(2).micros()).isGreaterThan(datagrams.get(1).micros());
    }

    private Receiver open(String host) throws IOException {
        return Receiver.open(
                LOOPBACK.withListen(new ListenAddress(host, 2055)), directory.resolve("x"));
    }

    private Receiver openWithIpv6(ReceiverOptions options) throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/net/udp6")), "no IPv6 on this machine");
        return Receiver.open(options, directory);
    }

    private static DatagramSocket senderAt(String address) throws IOException {
        return new DatagramSocket(new InetSocketAddress(address, 0));
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        }
    }

    private static void send(DatagramSocket sender, String host, int port, String... texts)
            throws IOException {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            sender.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(host), port));
        }
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("came to pass within 10 s").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static List<Received> datagrams(Path spool) throws IOException {
        return frames(spool).stream().filter(f -> f.type() == FrameType.DATAGRAM).toList();
    }

    private static List<Received> frames(Path spool) throws IOException {
        List<Received> all = new ArrayList<>();
        FrameBatch batch = new FrameBatch(1 << 20);
        SpoolFrame frame = new SpoolFrame();
        try (SpoolReader reader = SpoolReader.open(spool, 0)) {
            while (reader.poll(batch) > 0) {
                for (int at = 0; at < batch.length(); at = frame.nextOffset()) {
                    all.add(received(frame.wrap(batch.bytes(), at)));
                }
            }
        }
        return all;
    }

    private static Received received(SpoolFrame frame) {
        Object content =
                switch (frame.type()) {
                    case DATAGRAM -> "";
                    case STATUS -> ReceiverStatus.of(frame);
                    case START, STOP -> ReceiverMark.of(frame);
                };
        return new Received(
                frame.type(),
                frame.receivedAtMicros(),
                ExporterAddress.text(frame.addressHigh(), frame.addressLow()),
                frame.port(),
                new String(
                        frame.bytes(),
                        frame.payloadOffset(),
                        frame.payloadLength(),
                        StandardCharsets.US_ASCII),
                content);
    }
}
