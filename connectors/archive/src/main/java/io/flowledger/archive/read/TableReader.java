package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/**
 * One open file of any table, read forward batch by batch: some columns, and of the rows only those
 * that are wanted. What statistics, page indexes and dictionaries rule out is not read; of the rest
 * the columns with a condition are read first, and of the others only pages that have a wanted row.
 *
 * <p>Any column may be NULL; a nullable one that the file does not have is NULL in all rows.
 */
public final class TableReader implements Closeable {

    private final String name;
    private final StoredBytes file;
    private final PageDecompressor decompressor = new PageDecompressor();
    private final List<TableColumn> columns;
    private final List<ReadColumn> projected = new ArrayList<>();
    private final List<ReadColumn> conditioned = new ArrayList<>();
    private List<BlockMetaData> groups;
    private int nextGroup;
    private GroupPlan group;
    private int span;
    private long row;
    private long wanted;
    private boolean ahead = true;

    private TableReader(StoredBytes file, String name, List<? extends TableColumn> columns) {
        this.file = file;
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    /**
     * The row groups whose middle is in bytes {@code [from, to)} of the file.
     *
     * @param name what error messages call the file
     * @param columns to hand on, each once; may be none
     * @throws FlowFileException if it is damaged or lacks one of the columns
     */
    public static TableReader open(
            InputFile file,
            String name,
            List<? extends TableColumn> columns,
            RowFilter filter,
            long from,
            long to)
            throws IOException {
        TableReader reader = new TableReader(new StoredBytes(file, name), name, columns);
        try {
            reader.start(ParquetFooter.read(reader.file, from, to), filter);
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw FlowFileException.of(name, e);
        }
    }

    private void start(ParquetMetadata footer, RowFilter filter) {
        MessageType schema = footer.getFileMetaData().getSchema();
        Map<TableColumn, ReadColumn> byColumn = new LinkedHashMap<>();
        for (TableColumn column : columns) {
            ReadColumn read = new ReadColumn(schema, column, filter.condition(column));
            byColumn.put(column, read);
            projected.add(read);
        }
        for (TableColumn column : filter.columns()) {
            ReadColumn read = byColumn.get(column);
            if (read == null) {
                read = new ReadColumn(schema, column, filter.condition(column));
                RowBatch own = new RowBatch(List.of(column));
                read.into(own.values(0), allNullIfAbsent(read, own.nulls(0)));
            }
            conditioned.add(read);
        }
        groups = footer.getBlocks();
    }

    private static boolean[] allNullIfAbsent(ReadColumn column, boolean[] nulls) {
        if (!column.isInFile()) {
            Arrays.fill(nulls, true);
        }
        return nulls;
    }

    /** Says that only the first rows will be asked for, so that pages are read one by one. */
    public void expectFewRows() {
        ahead = false;
    }

    /** Room for the rows of this file. */
    public RowBatch newBatch() {
        RowBatch batch = new RowBatch(columns);
        for (int i = 0; i < projected.size(); i++) {
            allNullIfAbsent(projected.get(i), batch.nulls(i));
        }
        return batch;
    }

    /**
     * Fills in the next wanted rows, at least one.
     *
     * @param batch one of this reader's
     * @return false behind the last row
     * @throws FlowFileException if the file is damaged
     */
    public boolean next(RowBatch batch) throws IOException {
        try {
            for (int i = 0; i < projected.size(); i++) {
                projected.get(i).into(batch.values(i), batch.nulls(i));
            }
            while (nextSpan()) {
                if (read(batch)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            throw FlowFileException.of(name, e);
        }
    }

    /** Makes {@link #row} the next one that may be wanted; false behind the last one. */
    private boolean nextSpan() throws IOException {
        while (group == null || row == group.spans().to(span)) {
            if (group != null && span + 1 < group.spans().count()) {
                span++;
                row = group.spans().from(span);
            } else if (!nextGroup()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextGroup() throws IOException {
        group = null;
        while (nextGroup < groups.size()) {
            GroupPlan plan = GroupPlan.of(file, decompressor, groups.get(nextGroup++), conditioned);
            if (!plan.spans().isEmpty()) {
                group = plan;
                span = 0;
                row = plan.spans().from(0);
                startColumns();
                return true;
            }
        }
        return false;
    }

    private void startColumns() throws IOException {
        Set<ReadColumn> read = new LinkedHashSet<>(projected);
        read.addAll(group.tested());
        for (ReadColumn column : read) {
            if (column.isInFile()) {
                column.reader().startChunk(group.pages(column, ahead));
            }
            if (column.test() != null) {
                column.test().startChunk();
            }
        }
    }

    /** The next rows of the span; false if none of them is wanted. */
    private boolean read(RowBatch batch) throws IOException {
        int rows = (int) Math.min(RowBatch.CAPACITY, group.spans().to(span) - row);
        int count = rows;
        boolean every = true;
        for (ReadColumn column : group.tested()) {
            column.read(row, rows);
            count = column.select(batch.places, count, every);
            every = false;
            if (count == 0) {
                row += rows;
                return false;
            }
        }
        for (ReadColumn column : projected) {
            if (!group.tested().contains(column)) {
                column.read(row, rows);
            }
        }
        row += rows;
        wanted += count;
        batch.set(count, every, wanted);
        return true;
    }

    /** Rows that were not come to yet, wanted or not; in case they will not be. */
    public long rowsAhead() {
        long rows = group == null ? 0 : groups.get(nextGroup - 1).getRowCount() - row;
        for (int i = nextGroup; i < groups.size(); i++) {
            rows += groups.get(i).getRowCount();
        }
        return rows;
    }

    /** Compressed bytes of all columns of the row groups it is for. */
    public long storedBytes() {
        return groups.stream().mapToLong(BlockMetaData::getCompressedSize).sum();
    }

    /** Bytes of the file that were read so far. */
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        file.close();
    }
}
