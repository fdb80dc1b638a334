package io.flowledger.archive.compact;

import io.flowledger.archive.read.FlowFileException;
import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.TableReader;
import io.flowledger.archive.schema.FileOrder;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.GroupFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/**
 * Flows of some files to one file: chunk by chunk they are read, sorted and written as a row group.
 * Holds one chunk, whatever there is. For one thread.
 */
public final class Compaction {

    private final CompactOptions options;

    /** Told of rows as they are read. */
    private final LongConsumer progress;

    public Compaction(CompactOptions options, LongConsumer progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Writes a whole file.
     *
     * @param sources their rows are taken in this order
     * @param out stays the caller's to close
     * @return what it should have, by what was read
     * @throws FlowFileException if a source is damaged
     */
    public Content write(List<FlowSource> sources, OutputStream out) throws IOException {
        RowSums sums = new RowSums();
        FlowChunk chunk = new FlowChunk(rowsOfChunk(sum(sources, TableReader::rowsAhead)));
        try (GroupFile file =
                new GroupFile(FlowColumn.TABLE, FlowChunk.COLUMNS, out, options.files())) {
            for (FlowSource source : sources) {
                read(source, sums, chunk, file);
            }
            if (chunk.rows() > 0) {
                write(chunk, file);
            }
            file.finish(
                    Map.of(
                            FileOrder.PROPERTY,
                            options.isClustered() ? FileOrder.CLUSTERED : FileOrder.ARRIVAL));
        }
        return new Content(sums);
    }

    private void read(FlowSource source, RowSums sums, FlowChunk chunk, GroupFile file)
            throws IOException {
        try (TableReader reader = source.open()) {
            RowBatch batch = reader.newBatch();
            while (reader.next(batch)) {
                sums.add(batch);
                int from = 0;
                while (from < batch.rows()) {
                    from += taken(chunk, batch, from, source);
                    if (chunk.isFull()) {
                        write(chunk, file);
                        chunk.clear();
                    }
                }
                progress.accept(batch.rows());
            }
        }
    }

    private static int taken(FlowChunk chunk, RowBatch batch, int from, FlowSource source)
            throws FlowFileException {
        try {
            return chunk.add(batch, from);
        } catch (IllegalStateException e) {
            throw FlowFileException.of(source.name(), e);
        }
    }

    /** Bytes that the rows of some sources take, without footers. */
    public static long storedBytes(List<FlowSource> sources) throws IOException {
        return sum(sources, TableReader::storedBytes);
    }

    private static long sum(List<FlowSource> sources, ToLongFunction<TableReader> what)
            throws IOException {
        long sum = 0;
        for (FlowSource source : sources) {
            try (TableReader reader = source.open()) {
                sum += what.applyAsLong(reader);
            }
        }
        return sum;
    }

    /** So that all are of about the same size, none of a few rows. */
    private int rowsOfChunk(long rows) {
        long chunks = Math.max(1, (rows + options.chunkRows() - 1) / options.chunkRows());
        return (int) Math.max(1, (rows + chunks - 1) / chunks);
    }

    private void write(FlowChunk chunk, GroupFile file) throws IOException {
        FlowOrder order = FlowOrder.of(chunk, options.clusters());
        long[] values = new long[chunk.rows()];
        file.startGroup(order.pageEnds());
        for (FlowColumn column : FlowChunk.COLUMNS) {
            switch (column) {
                case EXPORTER ->
                        file.texts(column, exporters(chunk, order.rows()), chunk.exporterTexts());
                case EPOCH -> {
                    chunk.gather(column, order.rows(), values);
                    boolean[] nulls = takeOutNulls(values);
                    file.numbers(column, values, nulls);
                }
                default -> {
                    chunk.gather(column, order.rows(), values);
                    file.numbers(column, values, null);
                }
            }
        }
        file.endGroup();
    }

    private static int[] exporters(FlowChunk chunk, int[] order) {
        int[] numbers = chunk.exporters();
        int[] ordered = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ordered[i] = numbers[order[i]];
        }
        return ordered;
    }

    /** Moves the values that are there to the front, and says where there were none. */
    private static boolean[] takeOutNulls(long[] values) {
        boolean[] nulls = new boolean[values.length];
        int present = 0;
        for (int i = 0; i < values.length; i++) {
            nulls[i] = values[i] == FlowChunk.NULL;
            if (!nulls[i]) {
                values[present++] = values[i];
            }
        }
        return nulls;
    }

    /** What a file has, by reading all of it. */
    public static Content contentOf(FlowSource source) throws IOException {
        RowSums sums = new RowSums();
        try (TableReader reader = source.open()) {
            RowBatch batch = reader.newBatch();
            while (reader.next(batch)) {
                sums.add(batch);
            }
        }
        return new Content(sums);
    }
}
