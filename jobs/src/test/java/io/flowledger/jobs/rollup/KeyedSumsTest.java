package io.flowledger.jobs.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.schema.RollupColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.ledger.rollup.RollupSums;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedSumsTest {

    private static final byte[] VIEW = "as_pairs".getBytes(StandardCharsets.UTF_8);
    private static final int ROWS = 300_000;
    private static final int PERIODS = 3;

    @TempDir Path folder;

    @Test
    void moreKeysThanItHoldsAreHandedOnInPartsThatAddUp() throws IOException {
        List<RollupLine> lines = sums(90_000);
        Map<List<Object>, Long> found = new HashMap<>();
        for (RollupLine line : lines) {
            found.merge(key(line), line.sums().postings(), Long::sum);
        }
        assertThat(found).isEqualTo(expected(90_000));
        assertThat(lines).hasSizeGreaterThan(found.size());
    }

    @Test
    void ofFewKeysEachIsHandedOnOnce() throws IOException {
        List<RollupLine> lines = sums(500);
        Map<List<Object>, Long> expected = expected(500);
        assertThat(lines).hasSize(expected.size());
        for (RollupLine line : lines) {
            assertThat(line.sums().postings()).isEqualTo(expected.get(key(line)));
        }
    }

    /** Every row of the file counts as one posting of its key, in one of some periods. */
    private List<RollupLine> sums(int keys) throws IOException {
        List<RollupLine> lines = new ArrayList<>();
        KeyedSums sums = new KeyedSums(new ListCollector<>(lines));
        KeyColumns columns = new KeyColumns(0);
        Path file = write(keys);
        FilePiece whole =
                new FilePiece("as_pairs", file.toString(), Files.size(file), 0, Files.size(file));
        int at = 0;
        try (TableReader reader = whole.open(KeyColumns.COLUMNS)) {
            RowBatch batch = reader.newBatch();
            while (reader.next(batch)) {
                columns.start(batch);
                for (int row = 0; row < batch.rows(); row++) {
                    columns.read(VIEW, batch, batch.place(row));
                    RollupSums one = sums.of(columns, at++ % PERIODS);
                    one.addPostings(1, false);
                }
            }
        }
        sums.handOn();
        return lines;
    }

    private Path write(int keys) throws IOException {
        Path file = folder.resolve(keys + ".parquet");
        List<RollupColumn> columns = List.of(RollupColumn.values());
        try (WriterGroup group = new WriterGroup(FileOptions.defaults());
                OutputStream out = Files.newOutputStream(file)) {
            RowWriter writer = group.openRows("keys", columns, out);
            for (int key : keysOf(keys)) {
                writer.set(RollupColumn.EXPORTER, exporter(key));
                writer.set(RollupColumn.SRC_AS, sourceAs(key));
                if (key % 5 != 0) {
                    writer.set(RollupColumn.DST_ADDR, key);
                }
                for (RollupColumn column : columns) {
                    if (!column.nullable()) {
                        setNothing(column, writer);
                    }
                }
                writer.endRow();
            }
            writer.finish();
        }
        return file;
    }

    private static void setNothing(RollupColumn column, RowWriter writer) {
        switch (column.type()) {
            case STRING -> writer.set(column, "");
            case DOUBLE -> writer.set(column, 0.0);
            default -> writer.set(column, 0);
        }
    }

    private static Map<List<Object>, Long> expected(int keys) {
        Map<List<Object>, Long> expected = new HashMap<>();
        int at = 0;
        for (int key : keysOf(keys)) {
            List<Object> of =
                    Arrays.asList(
                            (long) (at++ % PERIODS),
                            exporter(key),
                            sourceAs(key),
                            key % 5 == 0 ? null : (long) key);
            expected.merge(of, 1L, Long::sum);
        }
        return expected;
    }

    private static int[] keysOf(int keys) {
        return new Random(keys).ints(ROWS, 0, keys).toArray();
    }

    private static String exporter(int key) {
        return "192.0.2." + key % 7;
    }

    private static long sourceAs(int key) {
        return 64_496 + key % 11;
    }

    /** Period and columns of a line, as its row will have them. */
    private static List<Object> key(RollupLine line) {
        Map<RollupColumn, Object> columns = new HashMap<>();
        KeyColumns.encode(line.key(), new Columns(columns));
        assertThat(KeyColumns.view(line.key())).isEqualTo("as_pairs");
        return Arrays.asList(
                line.periodMillis(),
                columns.get(RollupColumn.EXPORTER),
                columns.get(RollupColumn.SRC_AS),
                columns.get(RollupColumn.DST_ADDR));
    }

    private record Columns(Map<RollupColumn, Object> values) implements RowTarget {
        @Override
        public RowTarget set(TableColumn column, long value) {
            values.put((RollupColumn) column, value);
            return this;
        }

        @Override
        public RowTarget set(TableColumn column, double value) {
            values.put((RollupColumn) column, value);
            return this;
        }

        @Override
        public RowTarget set(TableColumn column, String value) {
            values.put((RollupColumn) column, value);
            return this;
        }
    }
}
