package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.write.FileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileReaderTest {

    private static final List<LossColumn> LOSSES = List.of(LossColumn.values());

    @Property(tries = 40)
    void rowsAreReadBackUnknownOnesAsNull(
            @ForAll long seed,
            @ForAll @IntRange(max = 5_000) int count,
            @ForAll @IntRange(max = 4) int nullsInFour)
            throws IOException {
        FileOptions options =
                FileOptions.defaults().withPage(90, 1 << 20).withRowGroup(2_500, 1 << 20);
        for (List<? extends TableColumn> columns :
                List.of(LOSSES, List.of(SessionColumn.values()), List.of(PostingColumn.values()))) {
            List<List<Object>> rows = SampleRows.rows(seed, columns, count, nullsInFour);
            Path file = Files.createTempFile("rows", ".parquet");
            try {
                SampleRows.write(file, options, columns, rows);
                assertThat(SampleRows.read(file, columns)).isEqualTo(rows);
            } finally {
                Files.delete(file);
            }
        }
    }

    @Test
    void onlyColumnsThatWereAskedForAreRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("losses.parquet");
        SampleRows.write(file, FileOptions.defaults(), LOSSES, SampleRows.rows(1, LOSSES, 10, 0));
        try (RowFileReader reader =
                RowFileReader.open(
                        new LocalInputFile(file), "a file", List.of(LossColumn.LOST_FLOWS))) {
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(() -> reader.number(LossColumn.AT_LEAST))
                    .hasMessage("at_least was not asked for");
        }
    }

    @Test
    void aFileOfAnotherTableIsRefusedWithTheColumnItLacks(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("losses.parquet");
        SampleRows.write(file, FileOptions.defaults(), LOSSES, SampleRows.rows(1, LOSSES, 10, 0));
        assertThatThrownBy(() -> SampleRows.read(file, List.of(SessionColumn.CONVENTION)))
                .isInstanceOf(FlowFileException.class)
                .hasMessage("archive file " + file + ": no column convention");
    }

    @Test
    void aDamagedFileIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("losses.parquet"), "PAR1 none PAR1");
        assertThatThrownBy(() -> SampleRows.read(file, LOSSES))
                .isInstanceOf(FlowFileException.class)
                .hasMessageStartingWith("archive file " + file + ": damaged");
    }
}
