package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.SampleTraffic;
import io.flowledger.archive.write.WriterGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.io.LocalInputFile;

/**
 * Prints flows per CPU-second of reading the columns of {@link DatagramRows}, as columns and as
 * datagrams, and of scanning two columns as queries do. Arguments: rounds, flows per datagram,
 * hosts.
 */
public final class ReaderThroughput {

    private static final int FLOWS = 3_000_000;

    private static final List<List<FlowColumn>> SCANS =
            List.of(
                    List.of(FlowColumn.SRC_ADDR, FlowColumn.DST_ADDR),
                    List.of(FlowColumn.SRC_ADDR, FlowColumn.BYTES),
                    List.of(FlowColumn.PROTO, FlowColumn.DST_PORT),
                    List.of(FlowColumn.RECEIVED_AT, FlowColumn.EXPORTER));

    private static final RowFilter HTTPS =
            RowFilter.NONE.withNumbers(
                    FlowColumn.DST_PORT, new Condition<>(ValueRanges.between(443, 443), false));

    private ReaderThroughput() {}

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int records = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        int hosts = args.length > 2 ? Integer.parseInt(args[2]) : 200_000;
        Path file = Files.createTempFile("flows", ".parquet");
        try {
            write(file, records, hosts);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            for (int round = 0; round < rounds; round++) {
                long start = threads.getCurrentThreadCpuTime();
                long flows = columns(file);
                long middle = threads.getCurrentThreadCpuTime();
                long datagrams = datagrams(file);
                long end = threads.getCurrentThreadCpuTime();
                System.out.printf(
                        "%d columns: %,.0f flows per CPU-second; as %,d datagrams: %,.0f%n",
                        DatagramRows.COLUMNS.size(),
                        flows / ((middle - start) / 1e9),
                        datagrams,
                        flows / ((end - middle) / 1e9));
                for (List<FlowColumn> columns : SCANS) {
                    scan(file, columns, RowFilter.NONE, threads);
                }
                scan(file, List.of(FlowColumn.BYTES), HTTPS, threads);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, int records, int hosts) throws IOException {
        SampleTraffic traffic =
                new SampleTraffic(1, 8, hosts, 1_767_225_600_000_000L, 1_000_000.0 / records);
        try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                OutputStream out = Files.newOutputStream(file)) {
            DatagramWriter writer = group.openFlows(out);
            for (int i = 0; i < FLOWS / records; i++) {
                writer.write(traffic.next(records));
            }
            writer.finish();
        }
    }

    private static long columns(Path file) throws IOException {
        long flows = 0;
        try (FlowFileReader reader =
                FlowFileReader.open(
                        new LocalInputFile(file), file.toString(), DatagramRows.COLUMNS)) {
            FlowBatch batch;
            while ((batch = reader.next()) != null) {
                flows += batch.rows();
            }
        }
        return flows;
    }

    private static void scan(
            Path file, List<FlowColumn> columns, RowFilter filter, ThreadMXBean threads)
            throws IOException {
        long start = threads.getCurrentThreadCpuTime();
        long wanted = 0;
        try (TableReader reader =
                TableReader.open(
                        new LocalInputFile(file),
                        file.toString(),
                        columns,
                        filter,
                        0,
                        Long.MAX_VALUE)) {
            RowBatch batch = reader.newBatch();
            while (reader.next(batch)) {
                wanted += batch.rows();
            }
        }
        System.out.printf(
                "%s%s: %,.0f flows per CPU-second, %,d wanted%n",
                columns,
                filter.isEmpty() ? "" : " of one port",
                FLOWS / ((threads.getCurrentThreadCpuTime() - start) / 1e9),
                wanted);
    }

    private static long datagrams(Path file) throws IOException {
        long datagrams = 0;
        try (DatagramRows rows = DatagramRows.open(new LocalInputFile(file), file.toString())) {
            while (rows.next() != null) {
                datagrams++;
            }
        }
        return datagrams;
    }
}
