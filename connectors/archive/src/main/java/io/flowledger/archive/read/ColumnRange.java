package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.io.IOException;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;

/**
 * Between what the times of a file are, from its footer alone.
 *
 * @param rows of the file
 * @param minMillis no time is before; {@link Long#MIN_VALUE} where the footer does not say
 * @param maxMillis no time is after; {@link Long#MAX_VALUE} where the footer does not say
 */
public record ColumnRange(long rows, long minMillis, long maxMillis) {

    /**
     * @param name what error messages call the file
     * @param column one of timestamps that is never NULL
     * @throws FlowFileException if the file is damaged or lacks the column
     */
    public static ColumnRange of(InputFile file, String name, TableColumn column)
            throws IOException {
        try (StoredBytes bytes = new StoredBytes(file, name)) {
            ParquetMetadata footer = ParquetFooter.read(bytes, 0, Long.MAX_VALUE);
            FlowSchema.requireColumn(footer.getFileMetaData().getSchema(), column);
            return of(footer, column);
        } catch (IOException | RuntimeException e) {
            throw FlowFileException.of(name, e);
        }
    }

    private static ColumnRange of(ParquetMetadata footer, TableColumn column) {
        long rows = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long unitsPerMilli =
                LongReader.unitsPerMilli(
                        footer.getFileMetaData()
                                .getSchema()
                                .getColumnDescription(new String[] {column.columnName()}));
        boolean known = true;
        for (BlockMetaData group : footer.getBlocks()) {
            rows += group.getRowCount();
            Statistics<?> statistics =
                    FlowFileReader.chunkOf(group, column.columnName()).getStatistics();
            if (statistics instanceof LongStatistics longs && longs.hasNonNullValue()) {
                min = Math.min(min, Math.floorDiv(longs.getMin(), unitsPerMilli));
                max = Math.max(max, Math.floorDiv(longs.getMax(), unitsPerMilli));
            } else {
                known = false;
            }
        }
        return known
                ? new ColumnRange(rows, min, max)
                : new ColumnRange(rows, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Whether no row is from {@code fromMillis} up to but without {@code toMillis}. */
    public boolean isOutside(long fromMillis, long toMillis) {
        return rows == 0 || maxMillis < fromMillis || minMillis >= toMillis;
    }
}
