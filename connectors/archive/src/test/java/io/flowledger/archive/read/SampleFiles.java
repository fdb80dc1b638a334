package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.SampleTraffic;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.parquet.io.LocalInputFile;

/** Files of {@code flows} to read, and all rows of a file as the reader says. */
final class SampleFiles {

    static final EnumSet<FlowColumn> ALL = EnumSet.allOf(FlowColumn.class);

    private SampleFiles() {}

    /** Datagrams of 1 to 30 records; their addresses come back often at first, then hardly ever. */
    static List<ExportDatagram> traffic(long seed, int count) {
        long start = 1_767_225_600_000_000L;
        SampleTraffic few = new SampleTraffic(seed, 6, 300, start, 50);
        SampleTraffic many = new SampleTraffic(seed + 1, 6, 2_000_000_000, start, 50);
        SplittableRandom random = new SplittableRandom(seed);
        List<ExportDatagram> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SampleTraffic traffic = i > count / 2 ? many : few;
            all.add(traffic.next(1 + random.nextInt(30)));
        }
        return all;
    }

    static Path write(Path file, FileOptions options, List<ExportDatagram> datagrams)
            throws IOException {
        try (WriterGroup group = new WriterGroup(options);
                OutputStream out = Files.newOutputStream(file)) {
            DatagramWriter writer = group.openFlows(out);
            for (ExportDatagram each : datagrams) {
                writer.write(each);
            }
            writer.finish();
        }
        return file;
    }

    static FlowFileReader open(Path file) throws IOException {
        return FlowFileReader.open(new LocalInputFile(file), file.toString(), ALL);
    }

    /** Numbers as Long, text as String, NULL as null, in column order. */
    static List<List<Object>> rows(Path file) throws IOException {
        try (FlowFileReader reader = open(file)) {
            return rows(reader);
        }
    }

    static List<List<Object>> rows(FlowFileReader reader) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        FlowBatch batch;
        while ((batch = reader.next()) != null) {
            for (int i = 0; i < batch.rows(); i++) {
                Object[] row = new Object[FlowColumn.values().length];
                for (FlowColumn column : FlowColumn.values()) {
                    row[column.ordinal()] = value(batch, column, i);
                }
                rows.add(Arrays.asList(row));
            }
        }
        return rows;
    }

    private static Object value(FlowBatch batch, FlowColumn column, int row) {
        return switch (column.type()) {
            case INT32 -> (long) batch.ints(column)[row];
            case INT64, TIMESTAMP -> {
                long value = batch.longs(column)[row];
                yield column == FlowColumn.EPOCH && value == ExportDatagram.EPOCH_UNKNOWN
                        ? null
                        : (Object) value;
            }
            default -> batch.exporter(batch.exporters()[row]);
        };
    }
}
