package io.flowledger.jobs;

import io.flowledger.netflow.spool.ReceiverMark;
import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolOptions;
import io.flowledger.netflow.spool.SpoolWriter;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Encoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two halves of traffic for one spool, always the same: four exporters, datagrams lost, repeated,
 * late and out of order, an exporter that restarts, drops by the kernel, payloads that are refused.
 * In the middle, gaps of all exporters are open, and copies and late datagrams of the first half
 * come in the second.
 */
final class SpooledTraffic {

    static final int EXPORTERS = 4;

    private static final long START_MILLIS = Instant.parse("2026-01-31T07:59:40Z").toEpochMilli();
    private static final int PER_EXPORTER = 240;
    private static final int STEP_MILLIS = 100;
    private static final long HALF_MILLIS = START_MILLIS + PER_EXPORTER / 2 * STEP_MILLIS;
    private static final int RESTARTING = 3;
    private static final int RESTARTS_AT = PER_EXPORTER / 2 - 10;
    private static final int PORT = 2055;
    private static final long UPTIME_MILLIS = 3_600_000;

    private record Arrival(long millis, int exporter, byte[] payload) {}

    private final SplittableRandom random = new SplittableRandom(2055);
    private final List<Arrival> arrivals = new ArrayList<>();
    long archivedFlows;
    long lostFlows;
    long refused;

    SpooledTraffic() {
        for (int exporter = 0; exporter < EXPORTERS; exporter++) {
            export(exporter);
        }
        for (int i = 0; i < 4; i++) {
            arrivals.add(new Arrival(START_MILLIS + 5_000 + i * 4_000, 0, new byte[] {0, 9, 0, 1}));
            refused++;
        }
        arrivals.sort(Comparator.comparingLong(Arrival::millis));
    }

    /** Appends one half, the first to an empty spool; nothing says that the receiver stopped. */
    void append(Path spool, boolean second) throws IOException {
        try (SpoolWriter writer =
                SpoolWriter.open(spool, SpoolOptions.defaults().withSegmentBytes(512 << 10))) {
            if (!second) {
                long micros = START_MILLIS * 1_000 - 1_000;
                writer.appendStart(micros, new ReceiverMark(1, micros, "test"));
            }
            long nextStatus = second ? HALF_MILLIS : START_MILLIS;
            for (Arrival arrival : arrivals) {
                if (arrival.millis >= HALF_MILLIS != second) {
                    continue;
                }
                for (; nextStatus <= arrival.millis; nextStatus += 1_000) {
                    writer.appendStatus(nextStatus * 1_000, status(nextStatus));
                }
                writer.appendDatagram(
                        arrival.millis * 1_000,
                        0,
                        ExporterAddress.ofIpv4(0xC000_0201 + arrival.exporter),
                        PORT,
                        ByteBuffer.wrap(arrival.payload));
            }
        }
    }

    /** Shortly before the middle the kernel drops three. */
    private static ReceiverStatus status(long millis) {
        long kernelDrops = millis < HALF_MILLIS - 2_000 ? 0 : 3;
        return new ReceiverStatus(kernelDrops, 4_096, 0, 0, 0, 0);
    }

    private void export(int exporter) {
        long sequence = 0;
        long bootMillis = START_MILLIS - UPTIME_MILLIS;
        for (int i = 0; i < PER_EXPORTER; i++) {
            long now = START_MILLIS + (long) i * STEP_MILLIS + exporter;
            boolean restarts = exporter == RESTARTING && i == RESTARTS_AT;
            if (restarts) {
                sequence = 0;
                bootMillis = now - 1_000;
            }
            int flows = 1 + random.nextInt(3);
            byte[] payload = datagram(exporter, sequence, now, bootMillis, flows);
            sequence += flows;
            boolean atAnEnd = i < 5 || i >= PER_EXPORTER - 5;
            boolean nearTheRestart = exporter == RESTARTING && Math.abs(i - RESTARTS_AT) < 5;
            boolean inTheMiddle = i == PER_EXPORTER / 2 - 4;
            int fate = atAnEnd || nearTheRestart ? 99 : random.nextInt(100);
            if (fate < 6 || inTheMiddle) {
                lostFlows += flows;
                continue;
            }
            archivedFlows += flows;
            long delay = fate < 10 ? 5_500 + random.nextInt(2_000) : 0;
            delay = fate >= 10 && fate < 16 ? random.nextInt(900) : delay;
            arrivals.add(new Arrival(now + delay, exporter, payload));
            if (fate >= 16 && fate < 24) {
                arrivals.add(new Arrival(now + 1 + random.nextInt(2_000), exporter, payload));
            }
        }
    }

    private byte[] datagram(int exporter, long sequence, long now, long bootMillis, int flows) {
        byte[] bytes = new byte[200];
        V5Encoder encoder =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(now - bootMillis)
                        .exportedAt(now / 1_000, now % 1_000 * 1_000_000)
                        .engine(0, exporter % 2)
                        .flowSequence(sequence);
        for (int i = 0; i < flows; i++) {
            encoder.nextRecord()
                    .addresses(random.nextInt(1 << 16), random.nextInt(1 << 16), 0)
                    .counters(1 + random.nextInt(9), 64 + random.nextInt(9_000));
        }
        return Arrays.copyOf(bytes, encoder.finish());
    }
}
