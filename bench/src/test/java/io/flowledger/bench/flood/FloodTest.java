package io.flowledger.bench.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.netflow.wire.PayloadParser;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.V5Layout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FloodTest {

    private static final int FLOWS = 3;

    @Test
    void everyKindIsWhatItClaimsToBe() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] bytes = new byte[FloodKind.LARGEST_PAYLOAD + 8];
        ForgedDatagram datagram = new ForgedDatagram(FLOWS, 0);
        for (int round = 0; round < 200; round++) {
            for (FloodKind kind : FloodKind.values()) {
                int length = datagram.write(bytes, round, round, 1_000L * round);
                length = kind.spoil(bytes, length, random);
                Parsed parsed = new Parsed();
                new PayloadParser().parse(bytes, 0, length, parsed);
                assertThat(parsed.flows)
                        .as("flows of %s", kind)
                        .isEqualTo(kind.archivedFlows(FLOWS));
                assertThat(parsed.refusals)
                        .as("refusals of %s", kind)
                        .isEqualTo(kind.refusal() == null ? List.of() : List.of(kind.refusal()));
            }
        }
    }

    @Test
    void whatArrivesIsWhatItSaysItSent() throws Exception {
        try (DatagramChannel collector = DatagramChannel.open()) {
            collector.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            InetSocketAddress to = (InetSocketAddress) collector.getLocalAddress();
            // few and small enough for the socket buffer, since nobody reads meanwhile
            FloodPlan plan =
                    new FloodPlan(
                            to,
                            0,
                            null,
                            90,
                            List.of(FloodKind.FORGED, FloodKind.EMPTY, FloodKind.V9),
                            5,
                            7,
                            3,
                            2,
                            FLOWS,
                            10,
                            1);
            FloodCounts counts = new Flood(plan).call();

            Map<String, Long> refusals = new HashMap<>();
            Set<String> sessions = new HashSet<>();
            Set<SocketAddress> senders = new HashSet<>();
            long flows = 0;
            collector.configureBlocking(false);
            ByteBuffer in = ByteBuffer.allocate(V5Layout.MAX_UDP_PAYLOAD);
            int received = 0;
            for (SocketAddress from; (from = collector.receive(in.clear())) != null; received++) {
                Parsed parsed = new Parsed();
                new PayloadParser().parse(in.array(), 0, in.flip().limit(), parsed);
                parsed.refusals.forEach(reason -> refusals.merge(reason.label(), 1L, Long::sum));
                flows += parsed.flows;
                senders.add(from);
                if (parsed.flows > 0) {
                    sessions.add(from + "/" + V5Layout.u16(in.array(), V5Layout.ENGINE_TYPE));
                }
            }
            assertThat(received).isEqualTo(90);
            assertThat(counts.datagrams()).isEqualTo(90);
            assertThat(counts.byRefusal()).isEqualTo(refusals);
            assertThat(counts.archivedFlows()).isEqualTo(flows);
            assertThat(counts.sessions()).isEqualTo(sessions.size());
            assertThat(counts.senders()).isEqualTo(senders.size());
            assertThat(counts.byKind()).isEqualTo(Map.of("forged", 30L, "empty", 30L, "v9", 30L));
        }
    }

    @Test
    void aFloodWithoutAnEndOrOfNoKnownKindIsRefused() {
        assertThatThrownBy(() -> FloodCommand.kinds("v8"))
                .hasMessageContaining("'v8' is no kind of payload; there are malformed, forged");
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2055);
        assertThatThrownBy(
                        () ->
                                new FloodPlan(
                                        to,
                                        1,
                                        null,
                                        0,
                                        List.of(FloodKind.EMPTY),
                                        1,
                                        0,
                                        1,
                                        1,
                                        1,
                                        0,
                                        1))
                .hasMessageContaining("say how long");
        assertThatThrownBy(
                        () ->
                                new FloodPlan(
                                        to,
                                        1,
                                        Duration.ofSeconds(1),
                                        0,
                                        List.of(FloodKind.EMPTY),
                                        1,
                                        0,
                                        100_000,
                                        1,
                                        1,
                                        0,
                                        1))
                .hasMessageContaining("engines: 1 to 65536");
    }

    private static final class Parsed implements PayloadParser.Handler {
        private final List<Refusal.Reason> refusals = new ArrayList<>();
        private int flows;

        @Override
        public void datagram(int offset, int length, int repairs) {
            flows += (length - V5Layout.HEADER_LENGTH) / V5Layout.RECORD_LENGTH;
        }

        @Override
        public void refused(int offset, int length, Refusal refusal) {
            refusals.add(refusal.reason());
        }

        @Override
        public void trailing(int offset, int length) {}
    }
}
