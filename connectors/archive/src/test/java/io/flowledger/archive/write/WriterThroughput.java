package io.flowledger.archive.write;

import io.flowledger.netflow.wire.ExportDatagram;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * Prints flows per CPU-second and bytes per flow of the writer. Arguments: rounds, flows per
 * datagram, hosts, a file to keep the last round in.
 */
public final class WriterThroughput {

    private static final int FLOWS = 3_000_000;

    private WriterThroughput() {}

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 6;
        int records = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        int hosts = args.length > 2 ? Integer.parseInt(args[2]) : 200_000;
        FileOptions options = FileOptions.defaults().withZstdLevel(Integer.getInteger("zstd", 1));
        List<ExportDatagram> datagrams =
                new SampleTraffic(1, 8, hosts, 1_767_225_600_000_000L, 1_000_000.0 / records)
                        .datagrams(FLOWS / records, records);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < rounds; round++) {
            boolean keep = round == rounds - 1 && args.length > 3;
            try (WriterGroup group = new WriterGroup(options);
                    Counting out = new Counting(keep ? new FileOutputStream(args[3]) : null)) {
                long before = threads.getCurrentThreadCpuTime();
                DatagramWriter writer = group.openFlows(out);
                for (ExportDatagram datagram : datagrams) {
                    writer.write(datagram);
                }
                writer.finish();
                double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
                long flows = (long) datagrams.size() * records;
                System.out.printf(
                        "%,.0f flows per CPU-second, %.2f bytes per flow%n",
                        flows / seconds, (double) out.count / flows);
            }
        }
    }

    private static final class Counting extends OutputStream {

        private final OutputStream target;
        private long count;

        Counting(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count += length;
            if (target != null) {
                target.write(bytes, offset, length);
            }
        }

        @Override
        public void close() throws IOException {
            if (target != null) {
                target.close();
            }
        }
    }
}
