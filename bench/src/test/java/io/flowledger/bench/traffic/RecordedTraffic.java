package io.flowledger.bench.traffic;

import io.flowledger.netflow.wire.PayloadParser;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.V5Header;
import io.flowledger.netflow.wire.V5Layout;
import io.flowledger.netflow.wire.V5Record;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sink that keeps everything, and decodes it independently of the generator's own counting. */
final class RecordedTraffic implements DatagramSink {

    static final long START_MICROS = 1_700_000_000_000_000L;

    record Sent(int socket, long timeMicros, byte[] bytes) {
        V5Header header() {
            return new V5Header().wrap(bytes, 0);
        }

        List<V5Record> records() {
            List<V5Record> records = new ArrayList<>();
            for (int i = 0; i < header().count(); i++) {
                records.add(
                        new V5Record()
                                .wrap(bytes, V5Layout.HEADER_LENGTH + i * V5Layout.RECORD_LENGTH));
            }
            return records;
        }

        /** Socket and engine. */
        String session() {
            return socket + "/" + header().engineType() + "/" + header().engineId();
        }
    }

    final List<Sent> sent = new ArrayList<>();
    Truth truth;

    /** Runs the engine at {@code flowsPerSecond} of a clock of its own. */
    static RecordedTraffic of(TrafficOptions options, long flows, long flowsPerSecond)
            throws IOException {
        RecordedTraffic traffic = new RecordedTraffic();
        TrafficEngine engine = new TrafficEngine(options, START_MICROS, traffic);
        while (engine.flows() < flows) {
            long now = START_MICROS + engine.flows() * 1_000_000 / flowsPerSecond;
            engine.next(now, flows - engine.flows());
        }
        engine.finish();
        List<SocketName> names = new ArrayList<>();
        for (int i = 0; i < options.sockets(); i++) {
            names.add(new SocketName("exporter-" + options.exporterOf(i), 1000 + i));
        }
        traffic.truth = engine.truth(names);
        return traffic;
    }

    static RecordedTraffic of(TrafficOptions options) throws IOException {
        return of(options, options.flows(), 10_000);
    }

    @Override
    public void send(int socket, long timeMicros, byte[] bytes, int length) {
        sent.add(new Sent(socket, timeMicros, Arrays.copyOf(bytes, length)));
    }

    Map<String, List<Sent>> bySession() {
        Map<String, List<Sent>> sessions = new TreeMap<>();
        for (Sent one : sent) {
            sessions.computeIfAbsent(one.session(), key -> new ArrayList<>()).add(one);
        }
        return sessions;
    }

    Counts counts() {
        return counts(sent);
    }

    static Counts counts(List<Sent> datagrams) {
        Counts counts = Counts.NONE;
        for (Sent one : datagrams) {
            long packets = one.records().stream().mapToLong(V5Record::packets).sum();
            long octets = one.records().stream().mapToLong(V5Record::octets).sum();
            counts = counts.plus(new Counts(1, one.header().count(), packets, octets));
        }
        return counts;
    }

    /** Accepted datagrams without any repair, as the collector's parser sees them. */
    int accepted() {
        int[] accepted = {0};
        PayloadParser parser = new PayloadParser();
        for (Sent one : sent) {
            parser.parse(
                    one.bytes(),
                    0,
                    one.bytes().length,
                    new PayloadParser.Handler() {
                        @Override
                        public void datagram(int offset, int length, int repairs) {
                            accepted[0] += repairs == 0 ? 1 : 0;
                        }

                        @Override
                        public void refused(int offset, int length, Refusal refusal) {
                            throw new AssertionError(refusal.describe());
                        }

                        @Override
                        public void trailing(int offset, int length) {
                            throw new AssertionError(length + " trailing bytes");
                        }
                    });
        }
        return accepted[0];
    }
}
