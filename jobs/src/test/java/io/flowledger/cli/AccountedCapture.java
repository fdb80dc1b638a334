package io.flowledger.cli;

import io.flowledger.netflow.capture.PcapWriter;
import io.flowledger.netflow.wire.V5Encoder;
import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A capture of forty minutes around midnight with all that makes accounting hard: datagrams lost
 * one by one, in bursts and in an outage of many minutes, sent twice, overtaken, and so late that
 * they were entered as lost already; exporters that restart, that sample, that number datagrams or
 * the last flow, that send a few flows now and then; engines; flows that began half an hour ago, or
 * whose times cannot be.
 */
final class AccountedCapture {

    static final Instant START = Instant.parse("2026-01-31T23:35:00Z");
    static final long SECONDS = 2_400;

    private static final int COLLECTOR = 0x0A00_0001;

    /** What a session's numbers count. */
    private enum Numbers {
        FLOWS,
        LAST_FLOW,
        DATAGRAMS
    }

    private record Session(
            int address,
            int port,
            int engine,
            Numbers numbers,
            int sampling,
            double everySeconds) {}

    private record Sent(long micros, int address, int port, byte[] bytes) {}

    private final SplittableRandom random = new SplittableRandom(5);
    private final List<Sent> received = new ArrayList<>();

    /**
     * @return the capture, in order of receipt
     */
    static Path write(Path file) throws IOException {
        AccountedCapture capture = new AccountedCapture();
        int router = 0xC000_0201;
        capture.add(new Session(router, 40_001, 0, Numbers.FLOWS, 0, 4));
        capture.add(new Session(router, 40_001, 1, Numbers.FLOWS, 0, 6));
        capture.add(new Session(router + 1, 40_002, 0, Numbers.FLOWS, 1 << 14 | 100, 8));
        capture.add(new Session(router + 2, 40_003, 0, Numbers.LAST_FLOW, 0, 7));
        capture.add(new Session(router + 3, 40_004, 0, Numbers.DATAGRAMS, 0, 9));
        capture.add(new Session(router + 4, 40_005, 0, Numbers.FLOWS, 0, 50));
        capture.add(new Session(router + 5, 40_006, 0, Numbers.FLOWS, 2 << 14 | 7, 170));
        return capture.writeTo(file);
    }

    private Path writeTo(Path file) throws IOException {
        received.sort(Comparator.comparingLong(Sent::micros));
        try (PcapWriter writer = PcapWriter.open(file)) {
            for (Sent sent : received) {
                writer.write(
                        sent.micros,
                        sent.address,
                        sent.port,
                        COLLECTOR,
                        2055,
                        sent.bytes,
                        0,
                        sent.bytes.length);
            }
        }
        return file;
    }

    private void add(Session session) {
        long start = START.toEpochMilli() * 1_000;
        long restart = start + (600 + random.nextInt(500)) * 1_000_000L;
        long outage = start + (1_300 + random.nextInt(300)) * 1_000_000L;
        // its uptime wraps after ten minutes
        long booted = start + 600_000_000L - (1L << 32) * 1_000;
        long sequence = random.nextInt();
        int burst = 0;
        long step = (long) (session.everySeconds * 1_000_000);
        for (long now = start + random.nextInt(9) * 1_000L;
                now < start + SECONDS * 1_000_000;
                now += step / 2 + random.nextLong(step)) {
            if (booted < start && now > restart) {
                booted = restart;
                sequence = 0;
            }
            int flows = 1 + random.nextInt(session.everySeconds > 10 ? 3 : 30);
            byte[] bytes = datagram(session, flows, now, booted, sequence);
            sequence += session.numbers == Numbers.DATAGRAMS ? 1 : flows;
            burst = burst > 0 ? burst - 1 : random.nextInt(40) == 0 ? 1 + random.nextInt(6) : 0;
            boolean silent = now > outage && now < outage + 460_000_000L;
            if (burst == 0 && !silent && random.nextInt(14) > 0) {
                // what is still on its way when the exporter restarts would be another sender
                boolean mayBeLate = Math.abs(now - restart) > 100_000_000L;
                receive(session, now, mayBeLate, bytes);
            }
        }
    }

    /** On time, twice, overtaken by others, or so late that it is entered as lost. */
    private void receive(Session session, long now, boolean mayBeLate, byte[] bytes) {
        int how = mayBeLate ? random.nextInt(100) : 50;
        long delay =
                how < 6
                        ? random.nextLong(4_500_000)
                        : how < 9 ? 6_000_000 + random.nextLong(80_000_000) : 0;
        received.add(new Sent(now + delay, session.address, session.port, bytes));
        if (how > 97) {
            long again = now + delay + random.nextLong(2_000_000);
            received.add(new Sent(again, session.address, session.port, bytes));
        }
    }

    private byte[] datagram(
            Session session, int flows, long nowMicros, long bootedMicros, long sequence) {
        byte[] bytes = new byte[V5Layout.HEADER_LENGTH + flows * V5Layout.RECORD_LENGTH];
        long uptime = (nowMicros - bootedMicros) / 1_000;
        V5Encoder encoder =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(uptime)
                        .exportedAt(nowMicros / 1_000_000 - 77, nowMicros % 1_000_000 * 1_000)
                        .engine(0, session.engine)
                        .sampling(session.sampling >>> 14, session.sampling)
                        .flowSequence(
                                session.numbers == Numbers.LAST_FLOW
                                        ? sequence + flows - 1
                                        : sequence);
        for (int i = 0; i < flows; i++) {
            record(encoder, uptime);
        }
        encoder.finish();
        return bytes;
    }

    private void record(V5Encoder encoder, long uptime) {
        long endAge = random.nextInt(4) == 0 ? 0 : random.nextInt(15_000);
        long startAge = endAge + (random.nextInt(50) == 0 ? random.nextInt(2_400_000) : 900);
        boolean impossible = random.nextInt(50) == 0;
        long packets = 1 + (long) (1 / (random.nextDouble() + 1e-6));
        boolean web = random.nextBoolean();
        encoder.nextRecord()
                .addresses(address(), address(), 0x0A00_00FE)
                .interfaces(1 + random.nextInt(4), 1 + random.nextInt(4))
                .counters(packets, packets * (40 + random.nextInt(1_460)))
                .times(impossible ? uptime + 5_000_000 : uptime - startAge, uptime - endAge)
                .ports(1_024 + random.nextInt(60_000), web ? 443 : random.nextInt(1_000))
                .protocol(web ? 6 : 17, web ? 0x1B : 0, random.nextInt(8) << 5)
                .autonomousSystems(random.nextInt(5) * 64_000, 64_500 + random.nextInt(4))
                .masks(8 + random.nextInt(17), 24);
    }

    private long address() {
        return 0x0A01_0000L + random.nextInt(1 << 1 + random.nextInt(6)) * 5;
    }
}
