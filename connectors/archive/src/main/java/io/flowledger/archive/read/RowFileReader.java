package io.flowledger.archive.read;

import io.flowledger.archive.schema.TableColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/**
 * One open file of a table of few rows, such as {@code losses} and {@code sessions}, read forward
 * row by row, some columns only.
 */
public final class RowFileReader implements StoredRow, Closeable {

    private final String name;
    private final StoredBytes file;
    private final PageDecompressor decompressor = new PageDecompressor();
    private final Map<TableColumn, ColumnReader> columns = new HashMap<>();
    private Iterator<BlockMetaData> groups;
    private long groupRows;
    private int batchRows;
    private int row;

    private RowFileReader(StoredBytes file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * @param name what error messages call the file
     * @throws FlowFileException if it is damaged or lacks one of the columns
     */
    public static RowFileReader open(
            InputFile file, String name, List<? extends TableColumn> columns) throws IOException {
        RowFileReader reader = new RowFileReader(new StoredBytes(file, name), name);
        try {
            reader.start(columns);
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw FlowFileException.of(name, e);
        }
    }

    private void start(List<? extends TableColumn> wanted) throws IOException {
        var footer = ParquetFooter.read(file, 0, Long.MAX_VALUE);
        MessageType schema = footer.getFileMetaData().getSchema();
        for (TableColumn column : wanted) {
            FlowSchema.requireColumn(schema, column);
            columns.put(column, reader(schema, column));
        }
        groups = footer.getBlocks().iterator();
    }

    private static ColumnReader reader(MessageType schema, TableColumn column) {
        ColumnDescriptor descriptor =
                schema.getColumnDescription(new String[] {column.columnName()});
        return switch (column.type()) {
            case INT32 -> new IntReader(descriptor, column.nullable());
            case INT64, TIMESTAMP, DOUBLE -> new LongReader(descriptor, column.nullable());
            case STRING, BINARY -> new TextReader(descriptor, column.nullable());
        };
    }

    /**
     * Moves to the next row, which this reader then is.
     *
     * @return false behind the last one
     * @throws FlowFileException if the file is damaged
     */
    public boolean next() throws IOException {
        row++;
        try {
            if (row >= batchRows) {
                nextBatch();
            }
        } catch (IOException | RuntimeException e) {
            throw FlowFileException.of(name, e);
        }
        return row < batchRows;
    }

    private void nextBatch() throws IOException {
        row = 0;
        batchRows = 0;
        while (groupRows == 0) {
            if (!groups.hasNext()) {
                return;
            }
            startRowGroup(groups.next());
        }
        batchRows = (int) Math.min(FlowFileReader.BATCH_ROWS, groupRows);
        for (ColumnReader column : columns.values()) {
            column.read(batchRows);
        }
        groupRows -= batchRows;
    }

    private void startRowGroup(BlockMetaData group) throws IOException {
        groupRows = group.getRowCount();
        for (ColumnReader column : columns.values()) {
            ColumnChunkMetaData chunk = FlowFileReader.chunkOf(group, column.name());
            byte[] bytes = file.read(chunk.getStartingPos(), Math.toIntExact(chunk.getTotalSize()));
            column.startChunk(
                    new ChunkPages(bytes, chunk.getCodec(), decompressor, column.isOptional()));
        }
    }

    @Override
    public boolean isNull(TableColumn column) {
        ColumnReader reader = column(column);
        if (reader instanceof TextReader texts) {
            return texts.text(texts.rows()[row]) == null;
        }
        return reader instanceof IntReader ints
                ? ints.isNull(row)
                : ((LongReader) reader).isNull(row);
    }

    @Override
    public long number(TableColumn column) {
        if (isNull(column)) {
            throw new IllegalStateException(column.columnName() + " is NULL");
        }
        ColumnReader reader = column(column);
        return reader instanceof IntReader ints
                ? ints.rows()[row]
                : ((LongReader) reader).rows()[row];
    }

    @Override
    public double fraction(TableColumn column) {
        if (isNull(column)) {
            throw new IllegalStateException(column.columnName() + " is NULL");
        }
        return Double.longBitsToDouble(((LongReader) column(column)).rows()[row]);
    }

    @Override
    public String text(TableColumn column) {
        TextReader texts = (TextReader) column(column);
        return texts.text(texts.rows()[row]);
    }

    private ColumnReader column(TableColumn column) {
        ColumnReader reader = columns.get(column);
        if (reader == null) {
            throw new IllegalArgumentException(column.columnName() + " was not asked for");
        }
        return reader;
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        file.close();
    }
}
