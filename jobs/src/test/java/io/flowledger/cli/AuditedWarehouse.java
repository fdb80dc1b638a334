package io.flowledger.cli;

import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.sink.RowEncoder;
import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.jobs.audit.LossRows;
import io.flowledger.jobs.audit.SessionRows;
import io.flowledger.ledger.loss.LossAttribution;
import io.flowledger.ledger.loss.LossEntry;
import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionAudit;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.ledger.sequence.Sighting;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Encoder;
import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * A warehouse as collect writes it, over two hours: two exporters with loss and reordering, audited
 * by the streaming audit. Its lists may be tampered with before it is written.
 */
final class AuditedWarehouse {

    static final Instant START = Instant.parse("2026-01-31T07:30:00Z");
    static final int EXPORTERS = 2;

    private static final int DATAGRAMS = 600;
    private static final long PACE_MICROS = 6_000_000;
    private static final Duration WINDOW = AuditOptions.defaults().reorderWindow();
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH").withZone(ZoneOffset.UTC);

    final List<ExportDatagram> flows = new ArrayList<>();
    final List<LossEntry> losses = new ArrayList<>();
    final List<SessionReport> sessions = new ArrayList<>();
    long lost;

    AuditedWarehouse() {
        for (int exporter = 0; exporter < EXPORTERS; exporter++) {
            audit(traffic(exporter));
        }
    }

    /** In order of receipt; one in ten lost, one in twenty overtaken by the next. */
    private List<ExportDatagram> traffic(int exporter) {
        SplittableRandom random = new SplittableRandom(exporter);
        TreeMap<Long, ExportDatagram> received = new TreeMap<>();
        long sequence = 0xFFFF_FF00L;
        for (int i = 0; i < DATAGRAMS; i++) {
            int count = 1 + random.nextInt(30);
            long sentMicros = START.toEpochMilli() * 1_000 + i * PACE_MICROS;
            boolean inner = i > 0 && i < DATAGRAMS - 1;
            if (inner && random.nextInt(10) == 0) {
                lost += count;
            } else {
                long delay = inner && random.nextInt(20) == 0 ? PACE_MICROS + 1_000 : 0;
                received.put(
                        sentMicros + delay,
                        datagram(exporter, sequence, count, sentMicros, sentMicros + delay));
            }
            sequence += count;
        }
        return List.copyOf(received.values());
    }

    private static ExportDatagram datagram(
            int exporter, long sequence, int count, long sentMicros, long receivedMicros) {
        byte[] bytes = new byte[V5Layout.HEADER_LENGTH + count * V5Layout.RECORD_LENGTH];
        V5Encoder encoder =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(3_600_000 + (sentMicros / 1_000 - START.toEpochMilli()))
                        .exportedAt(sentMicros / 1_000_000, 0)
                        .flowSequence(sequence & 0xFFFF_FFFFL);
        for (int i = 0; i < count; i++) {
            encoder.nextRecord().counters(10, 1_000);
        }
        return ExportDatagram.accepted(
                receivedMicros,
                0,
                0xFFFF_C000_0201L + exporter,
                2055,
                bytes,
                0,
                encoder.finish(),
                0);
    }

    private void audit(List<ExportDatagram> received) {
        AuditOptions options = AuditOptions.defaults();
        SessionAudit audit = new SessionAudit(SessionKey.of(received.get(0), true), options);
        LossAttribution attribution = new LossAttribution(WINDOW.toNanos() / 1_000);
        AuditEvents events =
                new AuditEvents() {
                    @Override
                    public void missing(MissingRange range) {
                        attribution.add(range, losses::add);
                    }

                    @Override
                    public void report(SessionReport report) {
                        sessions.add(report);
                    }
                };
        Sighting sighting = new Sighting();
        long last = 0;
        for (ExportDatagram each : received) {
            last = each.receivedAtMicros();
            if (audit.add(sighting.read(each), events) == SessionAudit.Verdict.ARCHIVE) {
                flows.add(each.withEpoch(audit.epochMillis()));
            }
        }
        audit.end(last, events);
        attribution.advance(Long.MAX_VALUE, losses::add);
    }

    // ---- files ---------------------------------------------------------------------------------

    Path writeTo(Path warehouse) throws IOException {
        try (WriterGroup group = new WriterGroup(FileOptions.defaults())) {
            writeFlows(group, warehouse);
            writeRows(
                    group,
                    warehouse,
                    LossColumn.TABLE,
                    List.of(LossColumn.values()),
                    losses,
                    new LossRows());
            writeRows(
                    group,
                    warehouse,
                    SessionColumn.TABLE,
                    List.of(SessionColumn.values()),
                    sessions,
                    new SessionRows(WINDOW.toMillis()));
        }
        if (!losses.isEmpty()) {
            Files.writeString(warehouse.resolve("losses/.losses-9.inprogress"), "not yet");
        }
        return warehouse;
    }

    private void writeFlows(WriterGroup group, Path warehouse) throws IOException {
        Map<String, List<ExportDatagram>> folders =
                byFolder(
                        flows,
                        each -> each.receivedAtMicros() / 1_000,
                        millis -> "flows/" + day(millis) + "/hr=" + HOUR.format(at(millis)));
        for (Map.Entry<String, List<ExportDatagram>> folder : folders.entrySet()) {
            try (OutputStream out = create(warehouse, folder.getKey())) {
                DatagramWriter writer = group.openFlows(out);
                for (ExportDatagram each : folder.getValue()) {
                    writer.write(each);
                }
                writer.finish();
            }
        }
    }

    private static <T> void writeRows(
            WriterGroup group,
            Path warehouse,
            String table,
            List<? extends TableColumn> columns,
            List<T> rows,
            RowEncoder<T> encoder)
            throws IOException {
        Map<String, List<T>> folders =
                byFolder(rows, encoder::partitionMillis, millis -> table + "/" + day(millis));
        for (Map.Entry<String, List<T>> folder : folders.entrySet()) {
            try (OutputStream out = create(warehouse, folder.getKey())) {
                RowWriter writer = group.openRows(table, columns, out);
                for (T row : folder.getValue()) {
                    encoder.encode(row, writer);
                    writer.endRow();
                }
                writer.finish();
            }
        }
    }

    private static <T> Map<String, List<T>> byFolder(
            List<T> all, java.util.function.ToLongFunction<T> millis, LongFunction<String> folder) {
        Map<String, List<T>> folders = new TreeMap<>();
        for (T each : all) {
            folders.computeIfAbsent(
                            folder.apply(millis.applyAsLong(each)), name -> new ArrayList<>())
                    .add(each);
        }
        return folders;
    }

    private static OutputStream create(Path warehouse, String folder) throws IOException {
        Path directory = Files.createDirectories(warehouse.resolve(folder));
        return Files.newOutputStream(directory.resolve("part-0.parquet"));
    }

    private static String day(long millis) {
        return "dt=" + DAY.format(at(millis));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
