package io.flowledger.netflow.table;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Encoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.LogicalType;

/** By hand: what a row costs as a view of bytes, and as an object of boxed fields. */
final class RowThroughput {

    private static final int RECORDS = 30;
    private static final int DATAGRAMS = 400_000;

    public static void main(String[] args) {
        measure(List.of(LiveColumn.SRC_ADDR, LiveColumn.DST_PORT, LiveColumn.BYTES));
        measure(Arrays.asList(LiveColumn.values()));
    }

    private static void measure(List<LiveColumn> columns) {
        LogicalType[] types =
                columns.stream().map(c -> c.type().getLogicalType()).toArray(LogicalType[]::new);
        RowData.FieldGetter[] getters = new RowData.FieldGetter[types.length];
        for (int i = 0; i < types.length; i++) {
            getters[i] = RowData.createFieldGetter(types[i], i);
        }
        RowDataSerializer serializer = new RowDataSerializer(types);
        int bytes = columns.indexOf(LiveColumn.BYTES);
        int address = columns.indexOf(LiveColumn.SRC_ADDR);
        ToLongFunction<RowData> read = row -> row.getLong(bytes) + row.getLong(address);
        for (int round = 0; round < 3; round++) {
            System.out.println(columns.size() + " columns, ns per row");
            time("  view, not copied", columns, read);
            time("  view, copied", columns, row -> read.applyAsLong(serializer.copy(row)));
            time("  object, not copied", columns, row -> read.applyAsLong(boxed(row, getters)));
            time(
                    "  object, copied",
                    columns,
                    row -> read.applyAsLong(serializer.copy(boxed(row, getters))));
            time("  view, to bytes", columns, row -> serializer.toBinaryRow(row).getSizeInBytes());
            time(
                    "  object, to bytes",
                    columns,
                    row -> serializer.toBinaryRow(boxed(row, getters)).getSizeInBytes());
        }
    }

    private static GenericRowData boxed(RowData row, RowData.FieldGetter[] getters) {
        GenericRowData copy = new GenericRowData(getters.length);
        for (int i = 0; i < getters.length; i++) {
            copy.setField(i, getters[i].getFieldOrNull(row));
        }
        return copy;
    }

    private static void time(String what, List<LiveColumn> columns, ToLongFunction<RowData> use) {
        ExportDatagram datagram = datagram();
        FlowRow row = new FlowRow(columns);
        long sum = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < DATAGRAMS; i++) {
            row.wrap(datagram);
            for (int record = 0; record < RECORDS; record++) {
                row.moveTo(record);
                sum += use.applyAsLong(row);
            }
        }
        double nanos = (System.nanoTime() - begin) / (double) (DATAGRAMS * RECORDS);
        System.out.printf("%-22s %6.1f   (%d)%n", what, nanos, sum);
    }

    private static ExportDatagram datagram() {
        byte[] bytes = new byte[2_000];
        V5Encoder encoder =
                new V5Encoder().start(bytes, 0).sysUptime(60_000).exportedAt(1_700_000_000L, 0);
        for (int record = 0; record < RECORDS; record++) {
            encoder.nextRecord()
                    .addresses(0x0A000000L + record, 0xC0000200L + record, 0)
                    .counters(record, 100L * record)
                    .times(10_000, 20_000 + record);
        }
        return ExportDatagram.accepted(
                1_700_000_000_000_000L,
                0,
                ExporterAddress.ofIpv4(0x0A000001),
                5_000,
                bytes,
                0,
                encoder.finish(),
                0);
    }

    private RowThroughput() {}
}
