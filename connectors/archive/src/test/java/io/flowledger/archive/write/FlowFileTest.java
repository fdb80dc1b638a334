package io.flowledger.archive.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;

class FlowFileTest {

    private static final FileOptions SMALL_PAGES =
            FileOptions.defaults().withPage(500, 1 << 20).withRowGroup(2_000, 1 << 20);

    @Property(tries = 60)
    void whateverTheBytesOfDatagramsAreTheFileSaysTheSame(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int datagrams,
            @ForAll @IntRange(min = 1, max = 700) int pageRows,
            @ForAll @IntRange(min = 1, max = 2_000) int groupRows,
            @ForAll @IntRange(min = 0, max = 3) int variety)
            throws IOException {
        List<ExportDatagram> input = randomBytes(new Random(seed), datagrams, variety);
        FileOptions options =
                FileOptions.defaults().withPage(pageRows, 1 << 20).withRowGroup(groupRows, 1 << 20);
        assertThat(written(options, input)).isEqualTo(PlainDecode.rows(input));
    }

    @Property(tries = 8)
    void realisticTrafficComesBackAsItWas(
            @ForAll long seed, @ForAll @LongRange(min = 1, max = 1L << 30) long hosts)
            throws IOException {
        List<ExportDatagram> input =
                new SampleTraffic(seed, 5, (int) hosts, 1_767_225_600_000_000L, 300)
                        .datagrams(400, 30);
        assertThat(written(SMALL_PAGES, input)).isEqualTo(PlainDecode.rows(input));
    }

    @Test
    void valuesThatNeverComeBackAreStoredPlainAndOthersAsDictionary() throws IOException {
        List<ExportDatagram> input = randomBytes(new Random(1), 3_000, 3);
        Path file = write(FileOptions.defaults(), input);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            assertThat(encodings(reader, FlowColumn.SRC_ADDR))
                    .contains(Encoding.PLAIN)
                    .doesNotContain(Encoding.RLE_DICTIONARY);
            assertThat(encodings(reader, FlowColumn.PROTO)).contains(Encoding.RLE_DICTIONARY);
            assertThat(encodings(reader, FlowColumn.EXPORTER)).contains(Encoding.RLE_DICTIONARY);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aChunkWhoseValuesStopComingBackGoesOverToPlainHalfWay() throws IOException {
        List<ExportDatagram> input = new ArrayList<>();
        SampleTraffic quiet = new SampleTraffic(1, 1, 50, 1_767_225_600_000_000L, 1_000);
        input.addAll(quiet.datagrams(4_000, 30));
        input.addAll(randomBytes(new Random(1), 4_000, 3));
        Path file = write(FileOptions.defaults(), input);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            ColumnChunkMetaData chunk = chunk(reader, 0, FlowColumn.SRC_ADDR);
            assertThat(chunk.getEncodingStats().getNumDataPagesEncodedAs(Encoding.PLAIN))
                    .isPositive();
            assertThat(chunk.getEncodingStats().getNumDataPagesEncodedAs(Encoding.RLE_DICTIONARY))
                    .isPositive();
            assertThat(ParquetRows.of(file)).isEqualTo(PlainDecode.rows(input));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void everyPageIsIndexedWithItsFirstRowMinimumMaximumAndNulls() throws IOException {
        List<ExportDatagram> input =
                new SampleTraffic(3, 5, 10_000, 1_767_225_600_000_000L, 300).datagrams(200, 30);
        List<List<Object>> rows = PlainDecode.rows(input);
        Path file = write(SMALL_PAGES, input);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            int firstRow = 0;
            for (int block = 0; block < reader.getRowGroups().size(); block++) {
                BlockMetaData group = reader.getRowGroups().get(block);
                assertThat(group.getRowCount()).isLessThan(2_000 + 500 + 30);
                for (FlowColumn column : FlowColumn.values()) {
                    assertPages(reader, block, column, firstRow, rows);
                }
                firstRow += (int) group.getRowCount();
            }
            assertThat(firstRow).isEqualTo(rows.size());
        } finally {
            Files.delete(file);
        }
    }

    private static void assertPages(
            ParquetFileReader reader,
            int block,
            FlowColumn column,
            int firstRow,
            List<List<Object>> rows)
            throws IOException {
        ColumnChunkMetaData chunk = chunk(reader, block, column);
        assertThat(chunk.getCodec()).isEqualTo(CompressionCodecName.ZSTD);
        ColumnIndex index = reader.readColumnIndex(chunk);
        OffsetIndex offsets = reader.readOffsetIndex(chunk);
        assertThat(offsets.getPageCount()).as("pages of %s", column).isGreaterThan(1);
        long groupRows = reader.getRowGroups().get(block).getRowCount();
        for (int page = 0; page < offsets.getPageCount(); page++) {
            int from = firstRow + (int) offsets.getFirstRowIndex(page);
            int to = firstRow + (int) offsets.getLastRowIndex(page, groupRows) + 1;
            List<Object> values =
                    rows.subList(from, to).stream().map(r -> r.get(column.ordinal())).toList();
            String what = column + " page " + page;
            long nulls = values.stream().filter(v -> v == null).count();
            assertThat(index.getNullCounts().get(page)).as(what).isEqualTo(nulls);
            if (column != FlowColumn.EXPORTER) {
                boolean wide = column.type().plainWidth() == 8;
                long min = number(index.getMinValues().get(page), wide);
                long max = number(index.getMaxValues().get(page), wide);
                assertThat(min).as(what).isEqualTo(present(values).min().getAsLong());
                assertThat(max).as(what).isEqualTo(present(values).max().getAsLong());
            }
        }
        assertThat(chunk.getStatistics().hasNonNullValue()).as("%s", column).isTrue();
        assertThat(chunk.getStatistics().getNumNulls())
                .as("%s", column)
                .isEqualTo(
                        rows.subList(firstRow, firstRow + (int) groupRows).stream()
                                .filter(r -> r.get(column.ordinal()) == null)
                                .count());
    }

    private static LongStream present(List<Object> values) {
        return values.stream().filter(v -> v != null).mapToLong(v -> (Long) v);
    }

    @Test
    void withoutAnAuditAWholeFileHasNoEpochAndPagesThatSaySo() throws IOException {
        List<ExportDatagram> input = new ArrayList<>();
        SampleTraffic traffic = new SampleTraffic(3, 5, 10_000, 1_767_225_600_000_000L, 300);
        for (ExportDatagram each : traffic.datagrams(100, 30)) {
            input.add(each.withEpoch(ExportDatagram.EPOCH_UNKNOWN));
        }
        Path file = write(SMALL_PAGES, input);
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            ColumnChunkMetaData chunk = chunk(reader, 0, FlowColumn.EPOCH);
            assertThat(chunk.getStatistics().hasNonNullValue()).isFalse();
            assertThat(chunk.hasDictionaryPage()).isFalse();
            assertThat(reader.readColumnIndex(chunk).getNullPages()).containsOnly(true);
            assertThat(ParquetRows.of(file)).isEqualTo(PlainDecode.rows(input));
        } finally {
            Files.delete(file);
        }
    }

    private static long number(java.nio.ByteBuffer bytes, boolean wide) {
        java.nio.ByteBuffer little = bytes.duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return wide ? little.getLong(little.position()) : little.getInt(little.position());
    }

    @Test
    void aFileSaysWhichFormatAndTableItIs() throws IOException {
        Path file = write(SMALL_PAGES, List.of());
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            assertThat(reader.getFooter().getFileMetaData().getKeyValueMetaData())
                    .containsEntry("flowledger.format", "1")
                    .containsEntry("flowledger.table", "flows");
            assertThat(reader.getRecordCount()).isZero();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aRefusedDatagramIsNoFlow() {
        ExportDatagram refused =
                ExportDatagram.refused(
                        0,
                        0,
                        ExporterAddress.ofIpv4(1),
                        1,
                        new byte[3],
                        0,
                        3,
                        Refusal.Reason.EMPTY);
        try (WriterGroup group = new WriterGroup(SMALL_PAGES)) {
            assertThatThrownBy(() -> group.openFlows(new ByteArrayOutputStream()).write(refused))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("only accepted datagrams");
        }
    }

    /**
     * @param variety how many bytes of each 32-bit word are random; few make values come back
     */
    private static List<ExportDatagram> randomBytes(Random random, int datagrams, int variety) {
        List<ExportDatagram> all = new ArrayList<>();
        for (int i = 0; i < datagrams; i++) {
            int offset = random.nextInt(5);
            int length = 24 + 48 * (1 + random.nextInt(60));
            byte[] bytes = new byte[offset + length];
            random.nextBytes(bytes);
            for (int at = offset; at < bytes.length; at++) {
                if ((at - offset) % 4 < 3 - variety) {
                    bytes[at] = 0;
                }
            }
            boolean v6 = random.nextInt(4) == 0;
            ExportDatagram datagram =
                    ExportDatagram.accepted(
                            random.nextLong() >> 10,
                            v6 ? 0x2001_0DB8_0000_0000L : 0,
                            v6 ? random.nextInt(3) : ExporterAddress.ofIpv4(random.nextInt(3)),
                            random.nextInt(65_536),
                            bytes,
                            offset,
                            length,
                            random.nextInt(2) << 4);
            int epoch = random.nextInt(4);
            all.add(epoch == 0 ? datagram : datagram.withEpoch(random.nextLong() >> 10 * epoch));
        }
        return all;
    }

    private static java.util.Set<Encoding> encodings(ParquetFileReader reader, FlowColumn column) {
        return chunk(reader, 0, column).getEncodings();
    }

    private static ColumnChunkMetaData chunk(
            ParquetFileReader reader, int block, FlowColumn column) {
        return reader.getRowGroups().get(block).getColumns().get(column.ordinal());
    }

    private static List<List<Object>> written(FileOptions options, List<ExportDatagram> input)
            throws IOException {
        Path file = write(options, input);
        try {
            return ParquetRows.of(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Path write(FileOptions options, List<ExportDatagram> input) throws IOException {
        Path file = Files.createTempFile("flows", ".parquet");
        try (WriterGroup group = new WriterGroup(options);
                var out = Files.newOutputStream(file)) {
            DatagramWriter writer = group.openFlows(out);
            for (ExportDatagram datagram : input) {
                writer.write(datagram);
            }
            writer.finish();
        }
        return file;
    }
}
