package io.flowledger.archive.compact;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.Text;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;

/** Some flows, column by column in arrays: about 175 bytes each. */
final class FlowChunk {

    /** What a batch is read with. */
    static final List<FlowColumn> COLUMNS = List.of(FlowColumn.values());

    /** Stands for an epoch that is NULL; no numbering is named so. */
    static final long NULL = ExportDatagram.EPOCH_UNKNOWN;

    private final int capacity;
    private final Object[] arrays = new Object[COLUMNS.size()];
    private final Map<Binary, Integer> numbers = new HashMap<>();
    private final List<byte[]> exporters = new ArrayList<>();
    private Text lastExporter;
    private int lastNumber;
    private int rows;

    FlowChunk(int capacity) {
        this.capacity = capacity;
        for (FlowColumn column : COLUMNS) {
            arrays[column.ordinal()] =
                    switch (column.type()) {
                        case INT32, STRING -> new int[capacity];
                        case INT64, TIMESTAMP -> new long[capacity];
                        case DOUBLE, BINARY ->
                                throw new IllegalStateException(column + " is of no known kind");
                    };
        }
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return rows == capacity;
    }

    void clear() {
        rows = 0;
        numbers.clear();
        exporters.clear();
    }

    /**
     * Takes rows of a batch, as many as there is room for.
     *
     * @param from the first
     * @return how many were taken
     */
    int add(RowBatch batch, int from) {
        int count = Math.min(batch.rows() - from, capacity - rows);
        // texts of another batch are in other bytes
        lastExporter = null;
        for (FlowColumn column : COLUMNS) {
            int at = column.ordinal();
            requireValues(column, batch.nulls(at), from, count);
            switch (column.type()) {
                case INT32 -> System.arraycopy(batch.ints(at), from, arrays[at], rows, count);
                case INT64, TIMESTAMP ->
                        System.arraycopy(batch.longs(at), from, arrays[at], rows, count);
                default -> addExporters(batch.texts(at), from, count);
            }
        }
        markNullEpochs(batch, from, count);
        rows += count;
        return count;
    }

    private static void requireValues(FlowColumn column, boolean[] nulls, int from, int count) {
        if (column.nullable()) {
            return;
        }
        for (int i = from; i < from + count; i++) {
            if (nulls[i]) {
                throw new IllegalStateException("NULL in column " + column.columnName());
            }
        }
    }

    private void markNullEpochs(RowBatch batch, int from, int count) {
        boolean[] nulls = batch.nulls(FlowColumn.EPOCH.ordinal());
        long[] epochs = longs(FlowColumn.EPOCH);
        for (int i = 0; i < count; i++) {
            if (nulls[from + i]) {
                epochs[rows + i] = NULL;
            }
        }
    }

    private void addExporters(Text[] texts, int from, int count) {
        int[] target = exporters();
        for (int i = 0; i < count; i++) {
            Text text = texts[from + i];
            if (text != lastExporter) {
                lastExporter = text;
                lastNumber = number(text);
            }
            target[rows + i] = lastNumber;
        }
    }

    private int number(Text text) {
        Binary bytes = Binary.fromReusedByteArray(text.bytes(), text.from(), text.length()).copy();
        return numbers.computeIfAbsent(
                bytes,
                added -> {
                    exporters.add(added.getBytes());
                    return exporters.size() - 1;
                });
    }

    /** By row: index among {@link #exporterTexts}. */
    int[] exporters() {
        return (int[]) arrays[FlowColumn.EXPORTER.ordinal()];
    }

    List<byte[]> exporterTexts() {
        return exporters;
    }

    /** Of a column of INT64 or timestamps; NULL is {@link #NULL}. */
    long[] longs(FlowColumn column) {
        return (long[]) arrays[column.ordinal()];
    }

    /** Of a column of INT32. */
    int[] ints(FlowColumn column) {
        return (int[]) arrays[column.ordinal()];
    }

    /** Values of a column of numbers or timestamps, in an order. */
    void gather(FlowColumn column, int[] order, long[] target) {
        if (arrays[column.ordinal()] instanceof int[] ints) {
            for (int i = 0; i < rows; i++) {
                target[i] = ints[order[i]];
            }
        } else {
            long[] longs = longs(column);
            for (int i = 0; i < rows; i++) {
                target[i] = longs[order[i]];
            }
        }
    }
}
