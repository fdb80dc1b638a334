package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import java.util.EnumMap;
import java.util.Map;

/**
 * Some consecutive rows of a file, column by column. Belongs to the reader: what it gives is valid
 * until the next batch is read, in places {@code [0, rows)}.
 */
public final class FlowBatch {

    private final Map<FlowColumn, ColumnReader> readers;
    private int rows;

    FlowBatch(Map<FlowColumn, ColumnReader> readers) {
        this.readers = new EnumMap<>(readers);
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
        return ((LongReader) reader(column)).rows();
    }

    /** Values of an INT32 column. */
    public int[] ints(FlowColumn column) {
        return ((IntReader) reader(column)).rows();
    }

    /**
     * Exporters as numbers that {@link #exporter} explains; the same one for the same text in all
     * of a file.
     */
    public int[] exporters() {
        return ((TextReader) reader(FlowColumn.EXPORTER)).rows();
    }

    public String exporter(int number) {
        return ((TextReader) reader(FlowColumn.EXPORTER)).text(number);
    }

    private ColumnReader reader(FlowColumn column) {
        ColumnReader reader = readers.get(column);
        if (reader == null) {
            throw new IllegalArgumentException(column.columnName() + " was not asked for");
        }
        return reader;
    }
}
