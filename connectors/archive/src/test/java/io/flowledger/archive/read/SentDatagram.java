package io.flowledger.archive.read;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.PlainDecode;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.List;

/** What the archive should say of a datagram that was sent, from its bytes. */
public final class SentDatagram {

    private SentDatagram() {}

    public static List<ArchivedDatagram> all(List<ExportDatagram> datagrams) {
        return datagrams.stream().map(SentDatagram::of).toList();
    }

    private static ArchivedDatagram of(ExportDatagram datagram) {
        List<List<Object>> rows = PlainDecode.rows(datagram);
        List<Object> first = rows.get(0);
        return new ArchivedDatagram(
                (String) first.get(FlowColumn.EXPORTER.ordinal()),
                datagram.port(),
                (int) number(first, FlowColumn.ENGINE_TYPE),
                (int) number(first, FlowColumn.ENGINE_ID),
                datagram.epochMillis(),
                number(first, FlowColumn.RECEIVED_AT),
                number(first, FlowColumn.SEQUENCE),
                number(first, FlowColumn.SYS_UPTIME),
                0,
                rows.size(),
                rows.stream().mapToLong(r -> number(r, FlowColumn.PACKETS)).sum(),
                rows.stream().mapToLong(r -> number(r, FlowColumn.BYTES)).sum(),
                (int)
                        rows.stream()
                                .mapToLong(r -> number(r, FlowColumn.FLAGS))
                                .reduce(0, (a, b) -> a | b));
    }

    private static long number(List<Object> row, FlowColumn column) {
        return (Long) row.get(column.ordinal());
    }
}
