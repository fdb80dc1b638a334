package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.io.LocalInputFile;

class FileSummaryTest {

    @Property(tries = 30)
    void aSummaryIsWhatTheRowsSayWithStatisticsOrWithout(
            @ForAll long seed,
            @ForAll boolean ours,
            @ForAll boolean statistics,
            @ForAll @IntRange(max = 900) int rows)
            throws IOException {
        Path file = Files.createTempFile("summary", ".parquet");
        try {
            List<List<Object>> sample = SampleTable.sample(seed, rows);
            if (ours) {
                SampleTable.write(file, 100, 300, sample);
            } else {
                SampleTable.writeWithParquetJava(
                        file, sample, WriterVersion.PARQUET_1_0, true, 50, statistics, false);
            }
            FileSummary summary =
                    FileSummary.of(new LocalInputFile(file), file.toString(), SampleTable.ALL);
            assertThat(summary.rows()).isEqualTo(rows);
            for (SampleColumn column : SampleTable.ALL) {
                FileSummary.Column found = summary.columns().get(column.ordinal());
                List<Object> values =
                        sample.stream()
                                .map(row -> row.get(column.ordinal()))
                                .filter(value -> value != null)
                                .toList();
                assertThat(found.values()).as("%s", column).isEqualTo(values.size());
                if (RowFilter.isNumber(column.type()) && !values.isEmpty()) {
                    List<Long> numbers = values.stream().map(v -> (Long) v).sorted().toList();
                    assertThat(found.least()).isEqualTo(numbers.get(0));
                    assertThat(found.most()).isEqualTo(numbers.get(numbers.size() - 1));
                }
            }
        } finally {
            Files.delete(file);
        }
    }
}
