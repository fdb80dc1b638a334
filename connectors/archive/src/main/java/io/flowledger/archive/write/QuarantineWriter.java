package io.flowledger.archive.write;

import io.flowledger.archive.schema.QuarantineColumn;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** Refused datagrams to a file of {@code quarantine}, one row each. */
final class QuarantineWriter implements DatagramWriter {

    private final Map<Refusal.Reason, Binary> reasonTexts = new EnumMap<>(Refusal.Reason.class);
    private final ExporterTexts exporters;
    private final RunColumn receivedAt;
    private final TextColumn exporter;
    private final RunColumn port;
    private final TextColumn reason;
    private final RunColumn length;
    private final PayloadColumn payload;
    private final TableFile table;

    QuarantineWriter(OutputStream out, WriterGroup group) throws IOException {
        for (Refusal.Reason each : Refusal.Reason.values()) {
            reasonTexts.put(each, Binary.fromString(each.label()));
        }
        MessageType schema = QuarantineColumn.parquetSchema();
        exporters = group.exporters();
        receivedAt = RunColumn.of(type(schema, QuarantineColumn.RECEIVED_AT), Long.BYTES);
        exporter = TextColumn.of(type(schema, QuarantineColumn.EXPORTER));
        port = RunColumn.of(type(schema, QuarantineColumn.EXPORTER_PORT), Integer.BYTES);
        reason = TextColumn.of(type(schema, QuarantineColumn.REASON));
        length = RunColumn.of(type(schema, QuarantineColumn.LENGTH), Integer.BYTES);
        payload = new PayloadColumn(type(schema, QuarantineColumn.PAYLOAD));
        List<ColumnWriter> columns = List.of(receivedAt, exporter, port, reason, length, payload);
        table = new TableFile(schema, columns, out, group);
    }

    private static PrimitiveType type(MessageType schema, QuarantineColumn column) {
        return schema.getType(column.columnName()).asPrimitiveType();
    }

    @Override
    public void write(ExportDatagram datagram) throws IOException {
        if (datagram.isAccepted()) {
            throw new IllegalArgumentException(
                    "only refused datagrams are quarantined: " + datagram);
        }
        receivedAt.append(Math.floorDiv(datagram.receivedAtMicros(), 1000L), 1);
        exporter.append(exporters.of(datagram.addressHigh(), datagram.addressLow()), 1);
        port.append(datagram.port(), 1);
        reason.append(reasonTexts.get(datagram.refusal()), 1);
        length.append(datagram.length(), 1);
        payload.append(datagram.bytes(), datagram.offset(), datagram.length());
        table.rowsAdded(1);
    }

    @Override
    public void endRowGroup() throws IOException {
        table.endRowGroup();
    }

    @Override
    public void finish() throws IOException {
        table.finish();
    }
}
