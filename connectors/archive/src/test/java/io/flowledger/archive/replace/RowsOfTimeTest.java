package io.flowledger.archive.replace;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.read.SampleRows;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.archive.write.FileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsOfTimeTest {

    private static final List<PostingColumn> COLUMNS = List.of(PostingColumn.values());
    private static final int TIME = PostingColumn.RECEIVED_MINUTE.ordinal();
    private static final FileOptions SMALL =
            FileOptions.defaults().withPage(90, 1 << 20).withRowGroup(500, 1 << 20);

    @TempDir Path warehouse;

    @Test
    void rowsOfTheTimeGoAndAllOthersStayAsTheyWere() throws IOException {
        List<List<Object>> before = write("dt=2026-01-31/before", 900, 0, 1_000);
        List<List<Object>> straddling = write("dt=2026-01-31/straddling", 1_400, 500, 2_500);
        List<List<Object>> within = write("dt=2026-02-01/within", 700, 1_000, 2_000);
        List<List<Object>> around = write("dt=2026-02-01/around", 2, 0, 1);
        around.get(0).set(TIME, 999L);
        around.get(1).set(TIME, 2_000L);
        SampleRows.write(file("dt=2026-02-01/around"), SMALL, COLUMNS, around);

        RowsOfTime.Removed removed = remove(1_000, 2_000);

        List<List<Object>> stay = new ArrayList<>();
        stay.addAll(before);
        stay.addAll(straddling.stream().filter(row -> !isOfTime(row)).toList());
        stay.addAll(around);
        long went = straddling.stream().filter(RowsOfTimeTest::isOfTime).count();
        assertThat(went).isBetween(1L, 1_399L);
        assertThat(removed.rows()).isEqualTo(went + within.size());
        assertThat(removed.obsolete())
                .extracting(org.apache.flink.core.fs.Path::getName)
                .containsExactlyInAnyOrder("straddling.parquet", "within.parquet");
        for (org.apache.flink.core.fs.Path each : removed.obsolete()) {
            Files.delete(Path.of(each.getPath()));
        }
        assertThat(copies()).hasSize(1);
        assertThat(copies().get(0).getParent().getFileName()).hasToString("dt=2026-01-31");
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(stay);
    }

    @Test
    void whereNothingIsOfTheTimeNothingIsWritten() throws IOException {
        write("dt=2026-01-31/before", 10, 0, 1_000);
        RowsOfTime.Removed removed = remove(1_000, 2_000);
        assertThat(removed).isEqualTo(new RowsOfTime.Removed(0, List.of()));
        assertThat(copies()).isEmpty();
    }

    private static boolean isOfTime(List<Object> row) {
        long time = (Long) row.get(TIME);
        return time >= 1_000 && time < 2_000;
    }

    private RowsOfTime.Removed remove(long from, long to) throws IOException {
        org.apache.flink.core.fs.Path root = new org.apache.flink.core.fs.Path(warehouse.toUri());
        return new RowsOfTime(PostingColumn.TABLE, COLUMNS, PostingColumn.RECEIVED_MINUTE, from, to)
                .remove(
                        ArchivedRows.files(
                                new org.apache.flink.core.fs.Path(root, "postings/view=v"),
                                HourRange.ALL),
                        root,
                        new org.apache.flink.core.fs.Path(root, ".staging"),
                        SMALL);
    }

    private List<List<Object>> write(String name, int count, long from, long to)
            throws IOException {
        SplittableRandom random = new SplittableRandom(count);
        List<List<Object>> rows = SampleRows.rows(count, COLUMNS, count, 2);
        rows.forEach(row -> row.set(TIME, random.nextLong(from, to)));
        SampleRows.write(file(name), SMALL, COLUMNS, rows);
        return rows;
    }

    private Path file(String name) throws IOException {
        Path file = warehouse.resolve("postings/view=v").resolve(name + ".parquet");
        Files.createDirectories(file.getParent());
        return file;
    }

    private List<Path> copies() throws IOException {
        return parquet(warehouse.resolve(".staging"));
    }

    private List<List<Object>> rows() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (Path file : parquet(warehouse)) {
            rows.addAll(SampleRows.read(file, COLUMNS));
        }
        return rows;
    }

    private static List<Path> parquet(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }
}
