package io.flowledger.archive.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExportDatagram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterGroupTest {

    private static final long START = 1_767_225_600_000_000L;

    @TempDir Path directory;

    @Test
    void manyOpenFilesShareOneBoundOnMemory() throws IOException {
        long bound = 8 << 20;
        FileOptions options =
                FileOptions.defaults().withPage(2_000, 1 << 20).withMemoryBytes(bound);
        SampleTraffic traffic = new SampleTraffic(7, 5, 100_000, START, 300);
        List<List<ExportDatagram>> written = new ArrayList<>();
        List<DatagramWriter> writers = new ArrayList<>();
        List<OutputStream> outs = new ArrayList<>();
        long most = 0;
        try (WriterGroup group = new WriterGroup(options)) {
            for (int i = 0; i < 24; i++) {
                outs.add(Files.newOutputStream(directory.resolve(i + ".parquet")));
                writers.add(group.openFlows(outs.get(i)));
                written.add(new ArrayList<>());
            }
            for (int i = 0; i < 24 * 300; i++) {
                ExportDatagram datagram = traffic.next(30);
                writers.get(i % 24).write(datagram);
                written.get(i % 24).add(datagram);
                most = Math.max(most, group.retainedBytes());
            }
            for (int i = 0; i < 24; i++) {
                writers.get(i).finish();
                outs.get(i).close();
            }
            assertThat(group.retainedBytes()).isZero();
        }
        assertThat(most).isBetween(bound / 3, bound);
        for (int i = 0; i < 24; i++) {
            assertThat(ParquetRows.of(directory.resolve(i + ".parquet")))
                    .isEqualTo(PlainDecode.rows(written.get(i)));
        }
    }

    @Test
    void finishingAFileLeavesItsStreamOpen() throws IOException {
        boolean[] closed = {false};
        OutputStream out =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        try (WriterGroup group = new WriterGroup(FileOptions.defaults())) {
            DatagramWriter writer = group.openFlows(out);
            writer.write(new SampleTraffic(1, 1, 10, START, 1).next(30));
            writer.finish();
        }
        assertThat(closed[0]).isFalse();
    }

    @Test
    void writingNeedsNoHadoopClass() throws Exception {
        Path file = directory.resolve("flows.parquet");
        NoHadoop.call(WriteSomeFlows.class, "to", file);
        assertThat(ParquetRows.of(file)).hasSize(300);
    }

    /** Runs in the class loader without Hadoop. */
    public static final class WriteSomeFlows {
        private WriteSomeFlows() {}

        public static void to(Path file) throws IOException {
            try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                    OutputStream out = Files.newOutputStream(file)) {
                DatagramWriter writer = group.openFlows(out);
                for (ExportDatagram each :
                        new SampleTraffic(1, 1, 10, START, 1).datagrams(10, 30)) {
                    writer.write(each);
                }
                writer.finish();
            }
        }
    }
}
