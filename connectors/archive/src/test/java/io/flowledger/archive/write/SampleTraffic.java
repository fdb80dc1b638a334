package io.flowledger.archive.write;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded export traffic as routers send it: Zipf-like hosts and their ASes, ephemeral and
 * well-known ports, heavy-tailed packets, bytes and durations, several exporters in turn, of which
 * one is not audited.
 */
public final class SampleTraffic {

    private static final int[] SERVICES = {443, 80, 53, 22, 25, 123, 993, 8080, 3389, 5060};
    private static final int[] MASKS = {8, 12, 16, 19, 20, 22, 24};

    /** The exporter whose sequence nobody audits. */
    private static final int UNAUDITED = 3;

    private final SplittableRandom random;
    private final int exporters;
    private final int hosts;
    private final long[] sequences;
    private final double datagramsPerSecond;
    private final long firstMicros;
    private long nowMicros;

    /**
     * @param firstMicros receive time of the first datagram
     * @param datagramsPerSecond pace of receive times
     */
    public SampleTraffic(
            long seed, int exporters, int hosts, long firstMicros, double datagramsPerSecond) {
        this.random = new SplittableRandom(seed);
        this.exporters = exporters;
        this.hosts = hosts;
        this.sequences = new long[exporters];
        this.firstMicros = firstMicros;
        this.nowMicros = firstMicros;
        this.datagramsPerSecond = datagramsPerSecond;
    }

    public List<ExportDatagram> datagrams(int count, int records) {
        List<ExportDatagram> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(next(records));
        }
        return all;
    }

    public ExportDatagram next(int records) {
        nowMicros += (long) (2 * random.nextDouble() * 1_000_000 / datagramsPerSecond);
        int exporter = random.nextInt(exporters);
        ByteBuffer out = ByteBuffer.allocate(24 + 48 * records);
        long exportedMicros = nowMicros - 200;
        int uptime = (int) (exportedMicros / 1000 - 1_600_000_000_000L + exporter * 7_777_777L);
        out.putShort((short) 5).putShort((short) records).putInt(uptime);
        out.putInt((int) (exportedMicros / 1_000_000));
        out.putInt((int) (exportedMicros % 1_000_000 * 1000));
        out.putInt((int) sequences[exporter]).put((byte) 0).put((byte) (exporter % 3));
        out.putShort((short) (exporter % 2 == 0 ? 0 : 1 << 14 | 100));
        sequences[exporter] += records;
        for (int i = 0; i < records; i++) {
            putRecord(out, uptime);
        }
        ExportDatagram datagram =
                ExportDatagram.accepted(
                        nowMicros,
                        0,
                        ExporterAddress.ofIpv4(0x0A000001 + exporter),
                        50_000 + exporter,
                        out.array(),
                        0,
                        out.capacity(),
                        0);
        return exporter == UNAUDITED ? datagram : datagram.withEpoch(epoch(exporter));
    }

    /** One restart of every exporter, a minute after the start. */
    private long epoch(int exporter) {
        long minutes = Math.min(1, (nowMicros - firstMicros) / 60_000_000);
        return firstMicros / 1000 + minutes * 60_000 + exporter;
    }

    private void putRecord(ByteBuffer out, int uptime) {
        int client = zipf();
        int server = zipf();
        boolean reply = random.nextBoolean();
        int clientPort = 32_768 + random.nextInt(28_232);
        int service = SERVICES[(int) (SERVICES.length * Math.pow(random.nextDouble(), 3))];
        int proto = service == 53 || service == 123 || service == 5060 ? 17 : 6;
        long packets = (long) Math.min(1e7, Math.pow(1 - random.nextDouble(), -0.9));
        long bytes =
                Math.min(
                        0xFFFF_FFFFL,
                        packets * (40 + (long) (1460 * Math.pow(random.nextDouble(), 2))));
        int idle = random.nextInt(15_000);
        int duration =
                packets == 1
                        ? 0
                        : (int) Math.min(1_800_000, 50 * Math.pow(1 - random.nextDouble(), -1.1));
        int from = reply ? server : client;
        int to = reply ? client : server;
        out.putInt(address(from)).putInt(address(to)).putInt(0xC0A8_0000 | asOf(to) % 20);
        out.putShort((short) (asOf(from) % 24 + 1)).putShort((short) (asOf(to) % 24 + 1));
        out.putInt((int) packets).putInt((int) bytes);
        out.putInt(uptime - idle - duration).putInt(uptime - idle);
        out.putShort((short) (reply ? service : clientPort));
        out.putShort((short) (reply ? clientPort : service));
        out.put((byte) 0).put((byte) (proto == 6 ? flags(packets) : 0));
        out.put((byte) proto).put((byte) (from % 16 == 0 ? 0xB8 : 0));
        out.putShort((short) asOf(from)).putShort((short) asOf(to));
        out.put((byte) MASKS[asOf(from) % MASKS.length]).put((byte) MASKS[asOf(to) % MASKS.length]);
        out.putShort((short) 0);
    }

    private int zipf() {
        return (int) Math.pow(hosts, random.nextDouble()) - 1;
    }

    private static int address(int host) {
        return host * 0x9E37_79B1;
    }

    private static int asOf(int host) {
        return 1 + (host * 0x85EB_CA6B >>> 20);
    }

    private int flags(long packets) {
        return packets == 1 ? 2 : random.nextInt(8) == 0 ? 0x1E : 0x1B;
    }
}
