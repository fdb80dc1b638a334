package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Some rows of a file, column by column. Belongs to the reader: what it gives is valid until the
 * next batch is read, in places {@code [0, rows)}.
 */
public final class FlowBatch {

    private final Map<FlowColumn, Object> arrays;
    private final IntFunction<String> exporters;
    private int rows;

    /**
     * @param arrays of {@code long} or {@code int}, that all batches come in
     * @param exporters texts of the numbers of exporters
     */
    FlowBatch(Map<FlowColumn, Object> arrays, IntFunction<String> exporters) {
        this.arrays = new EnumMap<>(arrays);
        this.exporters = exporters;
    }

    void setRows(int rows) {
        this.rows = rows;
    }

    public int rows() {
        return rows;
    }

    /**
     * Values of an INT64 or TIMESTAMP column, the latter in milliseconds since 1970. {@link
     * io.flowledger.netflow.wire.ExportDatagram#EPOCH_UNKNOWN} stands for an epoch that is NULL.
     */
    public long[] longs(FlowColumn column) {
        return (long[]) array(column);
    }

    /** Values of an INT32 column. */
    public int[] ints(FlowColumn column) {
        return (int[]) array(column);
    }

    /**
     * Exporters as numbers that {@link #exporter} explains; the same one for the same text in all
     * of a file.
     */
    public int[] exporters() {
        return (int[]) array(FlowColumn.EXPORTER);
    }

    public String exporter(int number) {
        return exporters.apply(number);
    }

    private Object array(FlowColumn column) {
        Object array = arrays.get(column);
        if (array == null) {
            throw new IllegalArgumentException(column.columnName() + " was not asked for");
        }
        return array;
    }
}
