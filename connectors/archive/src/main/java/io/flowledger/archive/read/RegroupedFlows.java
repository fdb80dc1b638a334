package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import java.util.EnumMap;
import java.util.Map;

/**
 * The rows of a row group that are scattered, in order of arrival again: all of them are held, as
 * far as their columns are wanted, and handed on in the order of datagrams. Without this every row
 * would be a part of a datagram by itself to whoever counts datagrams.
 */
final class RegroupedFlows {

    private final Map<FlowColumn, Object> held = new EnumMap<>(FlowColumn.class);
    private final Map<FlowColumn, Object> given = new EnumMap<>(FlowColumn.class);
    private int rows;
    private int[] order;
    private int at;

    /**
     * @param stored arrays that rows come in, of all columns that tell datagrams apart and others
     */
    RegroupedFlows(Map<FlowColumn, Object> stored) {
        stored.forEach((column, array) -> given.put(column, room(array, 0)));
    }

    /** Arrays that rows are given in. */
    Map<FlowColumn, Object> given() {
        return given;
    }

    private static Object room(Object like, int rows) {
        int length = rows == 0 ? FlowFileReader.BATCH_ROWS : rows;
        return like instanceof int[] ? new int[length] : new long[length];
    }

    /** Makes room for the rows of a row group. */
    void start(int groupRows) {
        if (held.isEmpty() || order == null || order.length < groupRows) {
            given.forEach((column, array) -> held.put(column, room(array, groupRows)));
        }
        rows = 0;
        at = 0;
    }

    void add(Map<FlowColumn, Object> stored, int count) {
        stored.forEach(
                (column, array) -> System.arraycopy(array, 0, held.get(column), rows, count));
        rows += count;
    }

    /** To be called when all rows of the row group are there. */
    void sort() {
        order =
                new DatagramOrder(
                                ints(FlowColumn.EXPORTER),
                                ints(FlowColumn.EXPORTER_PORT),
                                ints(FlowColumn.ENGINE_TYPE),
                                ints(FlowColumn.ENGINE_ID),
                                longs(FlowColumn.EPOCH),
                                longs(FlowColumn.RECEIVED_AT),
                                longs(FlowColumn.SEQUENCE),
                                ints(FlowColumn.RECORD))
                        .sort(rows)
                        .order();
    }

    private int[] ints(FlowColumn column) {
        return (int[]) held.get(column);
    }

    private long[] longs(FlowColumn column) {
        return (long[]) held.get(column);
    }

    /** Puts the next rows into the given arrays; 0 behind the last ones. */
    int next() {
        int count = Math.min(FlowFileReader.BATCH_ROWS, rows - at);
        if (count == 0) {
            return 0;
        }
        given.forEach((column, array) -> gather(held.get(column), array, count));
        at += count;
        return count;
    }

    private void gather(Object from, Object to, int count) {
        if (from instanceof int[] source) {
            int[] target = (int[]) to;
            for (int i = 0; i < count; i++) {
                target[i] = source[order[at + i]];
            }
        } else {
            long[] source = (long[]) from;
            long[] target = (long[]) to;
            for (int i = 0; i < count; i++) {
                target[i] = source[order[at + i]];
            }
        }
    }
}
