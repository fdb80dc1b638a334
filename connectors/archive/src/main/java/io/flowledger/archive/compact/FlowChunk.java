package io.flowledger.archive.compact;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.Text;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.ValueSource;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;

/** Some flows, column by column in arrays: about 100 bytes each. */
final class FlowChunk {

    /** What a batch is read with. */
    static final List<FlowColumn> COLUMNS = List.of(FlowColumn.values());

    /** Stands for an epoch that is NULL; no numbering is named so. */
    static final long NULL = ExportDatagram.EPOCH_UNKNOWN;

    private final int capacity;
    private final PackedNumbers[] numbers = new PackedNumbers[COLUMNS.size()];
    private final int[] exporters;
    private final Map<Binary, Integer> numberOf = new HashMap<>();
    private final List<byte[]> exporterTexts = new ArrayList<>();
    private Text lastExporter;
    private int lastNumber;
    private int rows;

    FlowChunk(int capacity) {
        this.capacity = capacity;
        exporters = new int[capacity];
        for (FlowColumn column : COLUMNS) {
            if (column != FlowColumn.EXPORTER) {
                numbers[column.ordinal()] =
                        new PackedNumbers(column.columnName(), capacity, width(column));
            }
        }
    }

    /** Bytes that the wire has for it; 8 for what is computed. */
    private static int width(FlowColumn column) {
        if (column.source() instanceof ValueSource.RecordField field) {
            return field.width();
        }
        return switch (column) {
            case ENGINE_TYPE, ENGINE_ID, SAMPLING_MODE, RECORD -> 1;
            case EXPORTER_PORT, SAMPLING_INTERVAL -> 2;
            case SYS_UPTIME, SEQUENCE, FLAGS -> 4;
            default -> 8;
        };
    }

    int rows() {
        return rows;
    }

    boolean isFull() {
        return rows == capacity;
    }

    void clear() {
        rows = 0;
        numberOf.clear();
        exporterTexts.clear();
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
                case INT32 -> numbers[at].put(rows, batch.ints(at), from, count);
                case INT64, TIMESTAMP -> numbers[at].put(rows, batch.longs(at), from, count);
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
        PackedNumbers epochs = numbers[FlowColumn.EPOCH.ordinal()];
        for (int i = 0; i < count; i++) {
            if (nulls[from + i]) {
                epochs.set(rows + i, NULL);
            }
        }
    }

    private void addExporters(Text[] texts, int from, int count) {
        for (int i = 0; i < count; i++) {
            Text text = texts[from + i];
            if (text != lastExporter) {
                lastExporter = text;
                lastNumber = number(text);
            }
            exporters[rows + i] = lastNumber;
        }
    }

    private int number(Text text) {
        Binary bytes = Binary.fromReusedByteArray(text.bytes(), text.from(), text.length()).copy();
        return numberOf.computeIfAbsent(
                bytes,
                added -> {
                    exporterTexts.add(added.getBytes());
                    return exporterTexts.size() - 1;
                });
    }

    /** By row: index among {@link #exporterTexts}. */
    int[] exporters() {
        return exporters;
    }

    List<byte[]> exporterTexts() {
        return exporterTexts;
    }

    /** Of a column of numbers or timestamps, by row; NULL is {@link #NULL}. */
    long[] values(FlowColumn column) {
        return numbers[column.ordinal()].values(rows);
    }

    /** The same in an order. */
    void gather(FlowColumn column, int[] order, long[] target) {
        numbers[column.ordinal()].gather(order, target);
    }
}
