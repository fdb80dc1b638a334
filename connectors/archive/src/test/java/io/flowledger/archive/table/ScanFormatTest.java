package io.flowledger.archive.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.Condition;
import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.read.ValueRanges;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.FlowColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanFormatTest {

    private static final Instant HOUR = Instant.parse("2026-01-31T22:00:00Z");
    private static final ScanColumns COLUMNS =
            ScanColumns.of(
                    ArchiveTable.FLOWS,
                    DataTypes.ROW(
                            DataTypes.FIELD("sequence", DataTypes.BIGINT()),
                            DataTypes.FIELD("hr", DataTypes.STRING()),
                            DataTypes.FIELD("record", DataTypes.INT()),
                            DataTypes.FIELD("exporter", DataTypes.STRING())),
                    List.of("dt", "hr"));

    @TempDir Path directory;
    private Scan scan;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        // below a folder whose name looks like a partition's
        Path root = directory.resolve("hr=99");
        file = new SampleWarehouse(root).writeFlows(HOUR, 900, 1);
        scan =
                new Scan(
                        new org.apache.flink.core.fs.Path(root.toUri()),
                        ArchiveTable.FLOWS,
                        COLUMNS,
                        DamagedFiles.FAIL);
    }

    @Test
    void piecesNextToEachOtherHaveEveryRowOnce() throws IOException {
        List<String> whole = rows(piece(0, Files.size(file), null), 0);
        assertThat(whole).hasSize(27_000).doesNotHaveDuplicates();
        assertThat(whole.get(0)).contains(" 22 ");
        List<String> pieces = new ArrayList<>();
        long step = Files.size(file) / 4 + 1;
        for (long from = 0; from < Files.size(file); from += step) {
            pieces.addAll(rows(piece(from, step, null), 0));
        }
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void aReaderGoesOnWhereTheCheckpointSays() throws IOException {
        RowFilter some =
                RowFilter.NONE.withNumbers(
                        FlowColumn.RECORD, new Condition<>(ValueRanges.between(3, 20), false));
        for (RowFilter filter : List.of(RowFilter.NONE, some)) {
            scan = scan.withFilter(filter);
            List<String> whole = rows(piece(0, Files.size(file), null), 0);
            for (int done : new int[] {1, 2_047, 2_048, 5_000, whole.size() - 1, whole.size()}) {
                CheckpointedPosition position =
                        new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, done);
                assertThat(rows(piece(0, Files.size(file), position), done))
                        .as("from row %s", done)
                        .isEqualTo(whole.subList(done, whole.size()));
            }
        }
    }

    @Test
    void largeFilesAreCutForTheReadersThereAre() throws IOException {
        Path large = file.resolveSibling("flows-large.parquet");
        try (var out = new java.io.RandomAccessFile(large.toFile(), "rw")) {
            out.setLength(300L << 20);
        }
        Collection<FileSourceSplit> splits = new ScanFiles(scan).enumerateSplits(null, 2);
        List<FileSourceSplit> pieces =
                splits.stream().filter(s -> s.path().getName().contains("large")).toList();
        assertThat(pieces.size()).isBetween(4, 20);
        long next = 0;
        for (FileSourceSplit piece : pieces) {
            assertThat(piece.offset()).isEqualTo(next);
            next += piece.length();
        }
        assertThat(next).isEqualTo(300L << 20);
        assertThat(splits).hasSize(pieces.size() + 1);
    }

    @Test
    void foldersOfOtherHoursAreNotLookedInto() throws IOException {
        SampleWarehouse warehouse = new SampleWarehouse(directory.resolve("hr=99"));
        for (int hour = 1; hour < 30; hour++) {
            warehouse.writeFlows(HOUR.plusSeconds(3_600L * hour), 1, hour);
        }
        long from = HOUR.plusSeconds(3 * 3_600).toEpochMilli();
        RowFilter twoHours =
                RowFilter.NONE.withNumbers(
                        FlowColumn.RECEIVED_AT,
                        new Condition<>(ValueRanges.between(from - 1, from), false));
        assertThat(ScanFiles.list(scan)).hasSize(30);
        assertThat(ScanFiles.list(scan.withFilter(twoHours)))
                .extracting(status -> status.getPath().getParent().getName())
                .containsExactly("hr=00", "hr=01");
        assertThat(TablePartitions.list(scan.withFilter(twoHours)))
                .containsExactly(
                        Map.of("dt", "2026-02-01", "hr", "00"),
                        Map.of("dt", "2026-02-01", "hr", "01"));
        assertThat(
                        ScanFiles.list(
                                scan.withFolders(List.of(Map.of("dt", "2026-02-02", "hr", "03")))))
                .hasSize(1);
    }

    private FileSourceSplit piece(long from, long length, CheckpointedPosition position)
            throws IOException {
        return new FileSourceSplit(
                "piece",
                new org.apache.flink.core.fs.Path(file.toUri()),
                from,
                length,
                0,
                Files.size(file),
                new String[0],
                position);
    }

    private List<String> rows(FileSourceSplit split, long done) throws IOException {
        List<String> rows = new ArrayList<>();
        try (PieceReader reader = new ScanFormat(scan, null).open(split, null)) {
            PieceRows some;
            while ((some = reader.readBatch()) != null) {
                RowData row;
                while ((row = some.nextRow()) != null) {
                    rows.add(
                            row.getLong(0)
                                    + " "
                                    + row.getString(1)
                                    + " "
                                    + row.getInt(2)
                                    + " "
                                    + row.getString(3));
                }
                assertThat(some.end()).isEqualTo(done + rows.size());
                some.releaseBatch();
            }
        }
        return rows;
    }
}
