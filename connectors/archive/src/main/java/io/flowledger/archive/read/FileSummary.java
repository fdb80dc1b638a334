package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;

/**
 * How many rows a file has and what some of its columns reach from and to, exactly. From the footer
 * alone, but for columns that it does not say enough of: those are read.
 *
 * @param columns in the order they were asked for
 * @param bytesRead to know it
 */
public record FileSummary(long rows, List<Column> columns, long bytesRead) {

    /**
     * One column.
     *
     * @param values rows that are not NULL
     * @param least value, of timestamps in milliseconds since 1970; without meaning if there is
     *     none
     * @param most value, likewise
     */
    public record Column(long values, long least, long most) {

        static final Column EMPTY = new Column(0, Long.MAX_VALUE, Long.MIN_VALUE);

        Column with(Column other) {
            return new Column(
                    values + other.values,
                    Math.min(least, other.least),
                    Math.max(most, other.most));
        }
    }

    /**
     * @param name what error messages call the file
     * @param columns of any type; those that are no numbers or timestamps have no least and most
     * @throws FlowFileException if the file is damaged or lacks one of the columns
     */
    public static FileSummary of(InputFile file, String name, List<? extends TableColumn> columns)
            throws IOException {
        try (StoredBytes bytes = new StoredBytes(file, name)) {
            ParquetMetadata footer = ParquetFooter.read(bytes, 0, Long.MAX_VALUE);
            long rows = 0;
            for (BlockMetaData group : footer.getBlocks()) {
                if (group.getRowCount() < 0) {
                    throw new IllegalStateException("a row group of negative length");
                }
                rows += group.getRowCount();
            }
            long read = bytes.bytesRead();
            List<Column> found = new ArrayList<>();
            for (TableColumn column : columns) {
                Column known = fromFooter(footer, column);
                if (known == null) {
                    try (TableReader reader = open(file, name, column)) {
                        known = fromRows(reader, column);
                        read += reader.bytesRead();
                    }
                }
                found.add(known);
            }
            return new FileSummary(rows, found, read);
        } catch (IOException | RuntimeException e) {
            throw FlowFileException.of(name, e);
        }
    }

    private static TableReader open(InputFile file, String name, TableColumn column)
            throws IOException {
        return TableReader.open(file, name, List.of(column), RowFilter.NONE, 0, Long.MAX_VALUE);
    }

    /** Null where the footer does not say enough. */
    private static Column fromFooter(ParquetMetadata footer, TableColumn column) {
        ReadColumn read = new ReadColumn(footer.getFileMetaData().getSchema(), column, null);
        if (!read.isInFile()) {
            return Column.EMPTY;
        }
        Column all = Column.EMPTY;
        for (BlockMetaData group : footer.getBlocks()) {
            Column one = fromFooter(group, read);
            if (one == null) {
                return null;
            }
            all = all.with(one);
        }
        return all;
    }

    private static Column fromFooter(BlockMetaData group, ReadColumn column) {
        ColumnChunkMetaData chunk = FlowFileReader.chunkOf(group, column.column().columnName());
        Statistics<?> statistics = chunk.getStatistics();
        boolean counted = statistics != null && statistics.isNumNullsSet();
        if (column.isOptional() && !counted) {
            return null;
        }
        long values = group.getRowCount() - (column.isOptional() ? statistics.getNumNulls() : 0);
        if (values < 0) {
            return null;
        }
        if (!RowFilter.isNumber(column.column().type())) {
            return new Column(values, Long.MAX_VALUE, Long.MIN_VALUE);
        }
        if (values == 0) {
            return Column.EMPTY;
        }
        ColumnBounds.Numbers bounds = new ColumnBounds.Numbers(column.reader().descriptor());
        ValueBounds<Long> known = bounds.of(chunk, column.isOptional());
        return known.isBounded() ? new Column(values, known.least(), known.most()) : null;
    }

    private static Column fromRows(TableReader reader, TableColumn column) throws IOException {
        RowBatch batch = reader.newBatch();
        Column all = Column.EMPTY;
        while (reader.next(batch)) {
            boolean[] nulls = batch.nulls(0);
            for (int i = 0; i < batch.rows(); i++) {
                if (!nulls[i]) {
                    long value = RowFilter.isNumber(column.type()) ? number(batch, i) : 0;
                    all = all.with(new Column(1, value, value));
                }
            }
        }
        return all;
    }

    private static long number(RowBatch batch, int row) {
        return batch.isInts(0) ? batch.ints(0)[row] : batch.longs(0)[row];
    }
}
