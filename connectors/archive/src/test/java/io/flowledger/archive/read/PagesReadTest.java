package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What conditions rule out is not even read. */
class PagesReadTest {

    @TempDir Path directory;

    @Test
    void aRangeOfTimeReadsTheFooterAndThePagesThatHaveIt() throws IOException {
        List<List<Object>> sample = SampleTable.sample(1, 200_000);
        Path file = directory.resolve("sample.parquet");
        SampleTable.write(file, 2_000, 50_000, sample);
        long from = 1_767_225_600_000L + 10L * 120_000;
        RowFilter second =
                RowFilter.NONE.withNumbers(
                        SampleColumn.TIME,
                        new Condition<>(ValueRanges.between(from, from + 999), false));
        long all;
        try (TableReader reader = SampleTable.open(file, SampleTable.ALL, RowFilter.NONE)) {
            SampleTable.drain(reader);
            all = reader.bytesRead();
        }
        try (TableReader reader = SampleTable.open(file, List.of(SampleColumn.ADDRESS), second)) {
            assertThat(SampleTable.drain(reader)).isBetween(95L, 105L);
            assertThat(reader.bytesRead()).isLessThan(all / 50);
        }
    }

    @Test
    void aValueThatADictionaryLacksReadsNoPage() throws IOException {
        List<List<Object>> sample = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            sample.add(Arrays.asList((long) i, 2L * (i * 7919L % 500), null, null, null, null));
        }
        Path file = directory.resolve("sample.parquet");
        SampleTable.write(file, 20_000, 100_000, sample);
        for (long port : new long[] {500, 501}) {
            RowFilter one =
                    RowFilter.NONE.withNumbers(
                            SampleColumn.PORT,
                            new Condition<>(ValueRanges.between(port, port), false));
            try (TableReader reader = SampleTable.open(file, List.of(SampleColumn.TIME), one)) {
                long rows = SampleTable.drain(reader);
                if (port % 2 == 0) {
                    assertThat(rows).isEqualTo(200);
                    assertThat(reader.bytesRead()).isGreaterThan(Files.size(file) / 4);
                } else {
                    assertThat(rows).isZero();
                    assertThat(reader.bytesRead()).isLessThan(10_000);
                }
            }
        }
    }

    @Test
    void aValueThatABloomFilterLacksReadsNoPage() throws IOException {
        List<List<Object>> sample = SampleTable.sample(1, 4_000);
        Path file = directory.resolve("bloom.parquet");
        SampleTable.writeWithParquetJava(
                file, sample, WriterVersion.PARQUET_2_0, false, 20_000, true, true);
        long column;
        try (TableReader reader =
                SampleTable.open(file, List.of(SampleColumn.ADDRESS), RowFilter.NONE)) {
            SampleTable.drain(reader);
            column = reader.bytesRead();
        }
        int absent = 0;
        int unread = 0;
        for (long address = 1_000; address < 1_100; address++) {
            long wanted = address;
            RowFilter one =
                    RowFilter.NONE.withNumbers(
                            SampleColumn.ADDRESS,
                            new Condition<>(ValueRanges.between(wanted, wanted), false));
            try (TableReader reader = SampleTable.open(file, SampleTable.ALL, one)) {
                boolean there = sample.stream().anyMatch(row -> Objects.equals(row.get(2), wanted));
                assertThat(SampleTable.drain(reader) > 0).isEqualTo(there);
                absent += there ? 0 : 1;
                unread += reader.bytesRead() < column * 2 / 3 ? 1 : 0;
            }
        }
        assertThat(absent).isGreaterThan(50);
        assertThat(unread).isBetween(absent - 10, absent);
    }
}
