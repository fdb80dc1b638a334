package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.sink.DuckDb;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Encoder;
import io.flowledger.netflow.wire.V5Layout;
import io.flowledger.netflow.wire.V5Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatagramBytesTest {

    private static final FileOptions SMALL =
            FileOptions.defaults().withPage(700, 1 << 20).withRowGroup(5_000, 1 << 20);

    @Test
    void archivedAgainADatagramHasTheSameRows(@TempDir Path directory) throws IOException {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 2_000);
        Path file = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        List<ExportDatagram> rebuilt = together(parts(file));
        Path again = SampleFiles.write(directory.resolve("again.parquet"), SMALL, rebuilt);
        assertThat(rebuilt).hasSameSizeAs(traffic);
        assertThat(rowsWithoutFlags(again)).isEqualTo(rowsWithoutFlags(file));
    }

    @Test
    void aFileSortedBySomethingElseGivesPartsThatAreTheDatagramsTogether(@TempDir Path directory)
            throws Exception {
        List<ExportDatagram> traffic = SampleFiles.traffic(1, 500);
        Path ours = SampleFiles.write(directory.resolve("flows.parquet"), SMALL, traffic);
        Path sorted = directory.resolve("sorted.parquet");
        DuckDb.copy("FROM '" + ours + "' ORDER BY src_addr, packets", sorted, "CODEC 'zstd'");

        List<DatagramPart> parts = parts(sorted);
        assertThat(parts).hasSizeGreaterThan(traffic.size());
        Path again = SampleFiles.write(directory.resolve("again.parquet"), SMALL, together(parts));
        assertThat(rowsWithoutFlags(again))
                .containsExactlyInAnyOrderElementsOf(rowsWithoutFlags(ours));
    }

    @Test
    void aDatagramThatTheArchiveHasTwiceIsTwoDatagrams(@TempDir Path directory) throws IOException {
        ExportDatagram once = SampleFiles.traffic(1, 1).get(0);
        Path file =
                SampleFiles.write(directory.resolve("flows.parquet"), SMALL, List.of(once, once));
        List<DatagramPart> parts = parts(file);
        List<DatagramPart> split = new ArrayList<>();
        for (DatagramPart part : parts) {
            split.addAll(halves(part));
        }
        Collections.shuffle(split, new Random(1));
        assertThat(together(split))
                .extracting(ExportDatagram::recordCount)
                .containsExactly(once.recordCount(), once.recordCount());
    }

    /** Whatever First and Last say: what accounting and the archive make of them is the same. */
    @Property(tries = 200)
    void agesAreThoseThatTheRecordHad(
            @ForAll int uptime, @ForAll int first, @ForAll int last, @ForAll boolean near)
            throws IOException {
        int firstSent = near ? uptime - (first >>> 5) : first;
        int lastSent = near ? uptime - (last >>> 6) : last;
        byte[] bytes = new byte[V5Layout.HEADER_LENGTH + V5Layout.RECORD_LENGTH];
        V5Encoder encoder =
                new V5Encoder()
                        .start(bytes, 0)
                        .sysUptime(uptime)
                        .exportedAt(1_767_225_600L, 999_999_999)
                        .sampling(2, 0x3FFF)
                        .nextRecord()
                        .times(firstSent, lastSent);
        ExportDatagram sent =
                ExportDatagram.accepted(
                        1_767_225_600_123_456L,
                        0,
                        ExporterAddress.ofIpv4(1),
                        2055,
                        bytes,
                        0,
                        encoder.finish(),
                        0);
        Path file = Files.createTempFile("flows", ".parquet");
        try {
            SampleFiles.write(file, SMALL, List.of(sent));
            byte[] back = parts(file).get(0).datagram().bytes();
            assertThat(ages(back)).isEqualTo(ages(bytes));
            assertThat(V5Layout.u16(back, V5Layout.SAMPLING)).isEqualTo(0xBFFF);
        } finally {
            Files.delete(file);
        }
    }

    private static List<Integer> ages(byte[] bytes) {
        int record = V5Layout.HEADER_LENGTH;
        int uptime = V5Layout.i32(bytes, V5Layout.SYS_UPTIME);
        int end = V5Time.endAgeMillis(uptime, V5Layout.i32(bytes, record + V5Layout.LAST));
        int start =
                V5Time.startAgeMillis(uptime, V5Layout.i32(bytes, record + V5Layout.FIRST), end);
        return List.of(end, start);
    }

    private static List<DatagramPart> halves(DatagramPart part) {
        ExportDatagram whole = part.datagram();
        int half = whole.recordCount() / 2;
        return List.of(records(whole, 0, half), records(whole, half, whole.recordCount()));
    }

    private static DatagramPart records(ExportDatagram whole, int from, int to) {
        int header = V5Layout.HEADER_LENGTH;
        int length = header + (to - from) * V5Layout.RECORD_LENGTH;
        byte[] bytes = new byte[length];
        System.arraycopy(whole.bytes(), whole.offset(), bytes, 0, header);
        System.arraycopy(
                whole.bytes(),
                whole.offset() + header + from * V5Layout.RECORD_LENGTH,
                bytes,
                header,
                length - header);
        return new DatagramPart(
                from,
                ExportDatagram.accepted(
                                whole.receivedAtMicros(),
                                whole.addressHigh(),
                                whole.addressLow(),
                                whole.port(),
                                bytes,
                                0,
                                length,
                                0)
                        .withEpoch(whole.epochMillis()));
    }

    /** Parts of the same session and millisecond come together, as a job would bring them. */
    private static List<ExportDatagram> together(List<DatagramPart> parts) {
        List<DatagramPart> sorted = new ArrayList<>(parts);
        Comparator<DatagramPart> byMoment =
                Comparator.comparingLong(part -> part.datagram().receivedAtMicros());
        sorted.sort(byMoment.thenComparingLong(part -> part.datagram().addressLow()));
        List<ExportDatagram> whole = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size()
                    || byMoment.compare(sorted.get(i), sorted.get(from)) != 0
                    || sorted.get(i).datagram().addressLow()
                            != sorted.get(from).datagram().addressLow()) {
                whole.addAll(DatagramPart.together(sorted.subList(from, i)));
                from = i;
            }
        }
        return whole;
    }

    private static List<DatagramPart> parts(Path file) throws IOException {
        List<DatagramPart> all = new ArrayList<>();
        try (DatagramBytes rows =
                DatagramBytes.open(new LocalInputFile(file), file.toString(), 0, Long.MAX_VALUE)) {
            DatagramPart next;
            while ((next = rows.next()) != null) {
                all.add(next);
            }
        }
        return all;
    }

    private static List<List<Object>> rowsWithoutFlags(Path file) throws IOException {
        List<List<Object>> rows = SampleFiles.rows(file);
        rows.forEach(row -> row.set(FlowColumn.FLAGS.ordinal(), 0L));
        rows.sort(
                Comparator.comparing((List<Object> row) -> (Long) row.get(0))
                        .thenComparing(row -> (Long) row.get(FlowColumn.SEQUENCE.ordinal()))
                        .thenComparing(row -> (Long) row.get(FlowColumn.RECORD.ordinal())));
        return rows;
    }
}
