package io.flowledger.sql.catalog;

import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Encoder;
import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Flows of two exporters in two hours, archived, and kept for the test to compute with. */
final class FlowFixture {

    static final String DAY = "2026-01-31";

    private static final int DATAGRAMS = 40;
    private static final int RECORDS = 30;
    private static final int[] PROTOCOLS = {1, 6, 6, 17};

    /** A flow as it was sent. */
    record Flow(
            String hour,
            String exporter,
            long src,
            long dst,
            int srcPort,
            int dstPort,
            int protocol,
            int tcpFlags,
            long packets,
            long octets) {}

    private final SplittableRandom random = new SplittableRandom(7);
    final List<Flow> flows = new ArrayList<>();

    static FlowFixture write(Path warehouse) throws IOException {
        FlowFixture fixture = new FlowFixture();
        for (String hour : List.of("12", "13")) {
            Path folder = warehouse.resolve("flows/dt=" + DAY + "/hr=" + hour);
            Files.createDirectories(folder);
            try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                    OutputStream out = Files.newOutputStream(folder.resolve("flows-1.parquet"))) {
                DatagramWriter writer = group.openFlows(out);
                for (int i = 0; i < DATAGRAMS; i++) {
                    writer.write(fixture.datagram(hour, i));
                }
                writer.finish();
            }
            // as a writer leaves it that has not committed yet
            Files.writeString(folder.resolve(".flows-2.parquet.inprogress.1"), "not a file yet");
        }
        return fixture;
    }

    private ExportDatagram datagram(String hour, int number) {
        int exporter = 0xC000_0201 + number % 2;
        long seconds = Instant.parse(DAY + "T" + hour + ":00:00Z").getEpochSecond() + number;
        byte[] bytes = new byte[V5Layout.HEADER_LENGTH + RECORDS * V5Layout.RECORD_LENGTH];
        V5Encoder encoder =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(3_600_000)
                        .exportedAt(seconds, 0)
                        .flowSequence((long) number * RECORDS);
        for (int i = 0; i < RECORDS; i++) {
            Flow flow =
                    new Flow(
                            hour,
                            "192.0.2." + (exporter & 0xFF),
                            0x0A01_0000L + random.nextInt(5),
                            0xC0A8_0000L + random.nextInt(3),
                            random.nextInt(1 << 16),
                            random.nextBoolean() ? 443 : 2_048,
                            PROTOCOLS[random.nextInt(PROTOCOLS.length)],
                            random.nextInt(64),
                            1 + random.nextInt(1_000),
                            40 + random.nextLong(1L << 32) / 2);
            flows.add(flow);
            encoder.nextRecord()
                    .addresses(flow.src, flow.dst, 0)
                    .counters(flow.packets, flow.octets)
                    .times(3_590_000, 3_598_500)
                    .ports(flow.srcPort, flow.dstPort)
                    .protocol(flow.protocol, flow.tcpFlags, 0);
        }
        return ExportDatagram.accepted(
                seconds * 1_000_000,
                0,
                ExporterAddress.ofIpv4(exporter),
                2055,
                bytes,
                0,
                encoder.finish(),
                0);
    }
}
