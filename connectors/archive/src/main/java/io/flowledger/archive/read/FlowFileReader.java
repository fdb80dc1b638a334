package io.flowledger.archive.read;

import io.flowledger.archive.schema.FileOrder;
import io.flowledger.archive.schema.FlowColumn;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/**
 * One open file of {@code flows}, read forward, some columns only. Holds the compressed chunks of
 * these columns of one row group, and of each column one page; of a file that was clustered by
 * address, all rows of a row group, to hand them on datagram by datagram.
 */
public final class FlowFileReader implements Closeable {

    /** Small enough that a dozen columns of a batch stay in the second-level cache. */
    static final int BATCH_ROWS = 2048;

    /** Rows that are held at a time at most, of about 100 bytes each. */
    private static final int MOST_REGROUPED = 1 << 22;

    private final String name;
    private final StoredBytes file;
    private final PageDecompressor decompressor = new PageDecompressor();
    private final Map<FlowColumn, ColumnReader> columns = new EnumMap<>(FlowColumn.class);
    private final Map<FlowColumn, Object> stored = new EnumMap<>(FlowColumn.class);
    private FlowBatch batch;

    /** Null where rows are handed on as they are stored. */
    private RegroupedFlows regrouped;

    private Iterator<BlockMetaData> groups;
    private long groupRows;

    private FlowFileReader(StoredBytes file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * All of a file.
     *
     * @param name what error messages call the file
     * @throws FlowFileException if it is damaged or no file of {@code flows}
     */
    public static FlowFileReader open(InputFile file, String name, Set<FlowColumn> columns)
            throws IOException {
        return open(file, name, columns, 0, Long.MAX_VALUE);
    }

    /**
     * The row groups whose middle is in bytes {@code [from, to)} of the file, so that ranges next
     * to each other have each row group once.
     */
    public static FlowFileReader open(
            InputFile file, String name, Set<FlowColumn> columns, long from, long to)
            throws IOException {
        FlowFileReader reader = new FlowFileReader(new StoredBytes(file, name), name);
        try {
            reader.start(ParquetFooter.read(reader.file, from, to), columns);
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw FlowFileException.of(name, e);
        }
    }

    private void start(ParquetMetadata footer, Set<FlowColumn> wanted) {
        MessageType schema = footer.getFileMetaData().getSchema();
        for (FlowColumn column : wanted) {
            FlowSchema.requireColumn(schema, column);
            columns.put(column, reader(schema, column));
        }
        columns.forEach((column, reader) -> stored.put(column, rowsOf(reader)));
        regrouped = isToRegroup(footer) ? new RegroupedFlows(stored) : null;
        batch = new FlowBatch(regrouped == null ? stored : regrouped.given(), this::exporter);
        groups = footer.getBlocks().iterator();
    }

    private static Object rowsOf(ColumnReader reader) {
        if (reader instanceof LongReader longs) {
            return longs.rows();
        }
        return reader instanceof IntReader ints ? ints.rows() : ((TextReader) reader).rows();
    }

    private String exporter(int number) {
        return ((TextReader) columns.get(FlowColumn.EXPORTER)).text(number);
    }

    /** For who asks for datagrams; not for row groups of a size that we do not write. */
    private boolean isToRegroup(ParquetMetadata footer) {
        return FileOrder.CLUSTERED.equals(
                        footer.getFileMetaData().getKeyValueMetaData().get(FileOrder.PROPERTY))
                && columns.keySet().containsAll(DatagramParts.IDENTITY)
                && footer.getBlocks().stream()
                        .allMatch(group -> group.getRowCount() <= MOST_REGROUPED);
    }

    private static ColumnReader reader(MessageType schema, FlowColumn column) {
        ColumnDescriptor descriptor =
                schema.getColumnDescription(new String[] {column.columnName()});
        return switch (column.type()) {
            case INT32 -> new IntReader(descriptor);
            case INT64, TIMESTAMP -> new LongReader(descriptor, column.nullable());
            case DOUBLE ->
                    throw new IllegalArgumentException(
                            column.columnName() + ": numbers with fractions are not read here");
            case STRING, BINARY -> new TextReader(descriptor);
        };
    }

    /**
     * The next rows, or null after the last ones.
     *
     * @throws FlowFileException if the file is damaged
     */
    public FlowBatch next() throws IOException {
        try {
            int rows = regrouped == null ? nextStored() : nextRegrouped();
            batch.setRows(rows);
            return rows == 0 ? null : batch;
        } catch (IOException | RuntimeException e) {
            throw FlowFileException.of(name, e);
        }
    }

    /** 0 behind the last row. */
    private int nextStored() throws IOException {
        while (groupRows == 0) {
            if (!groups.hasNext()) {
                return 0;
            }
            startRowGroup(groups.next());
        }
        return readStored();
    }

    private int readStored() throws IOException {
        int rows = (int) Math.min(BATCH_ROWS, groupRows);
        for (ColumnReader column : columns.values()) {
            column.read(rows);
        }
        groupRows -= rows;
        return rows;
    }

    private int nextRegrouped() throws IOException {
        int rows = regrouped.next();
        while (rows == 0 && groups.hasNext()) {
            startRowGroup(groups.next());
            regrouped.start((int) groupRows);
            while (groupRows > 0) {
                int read = readStored();
                regrouped.add(stored, read);
            }
            regrouped.sort();
            rows = regrouped.next();
        }
        return rows;
    }

    private void startRowGroup(BlockMetaData group) throws IOException {
        groupRows = group.getRowCount();
        if (groupRows < 0) {
            throw new IllegalStateException("a row group of " + groupRows + " rows");
        }
        for (ColumnReader column : columns.values()) {
            ColumnChunkMetaData chunk = chunkOf(group, column.name());
            int length = Math.toIntExact(chunk.getTotalSize());
            byte[] bytes = file.read(chunk.getStartingPos(), length);
            column.startChunk(
                    new ChunkPages(bytes, chunk.getCodec(), decompressor, column.isOptional()));
        }
    }

    static ColumnChunkMetaData chunkOf(BlockMetaData group, String column) {
        for (ColumnChunkMetaData chunk : group.getColumns()) {
            if (chunk.getPath().size() == 1 && chunk.getPath().toArray()[0].equals(column)) {
                return chunk;
            }
        }
        throw new IllegalStateException("a row group lacks column " + column);
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        file.close();
    }
}
