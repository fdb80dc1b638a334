package io.flowledger.archive.write;

import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.schema.ValueSource;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Header;
import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Accepted datagrams to a file of {@code flows}, one row per flow record. A datagram is spread over
 * the columns while its 1.5 KB are in the first-level cache: a short loop per column, no row.
 */
final class FlowWriter implements DatagramWriter {

    /** A column of the datagram's own numbers. */
    private record HeaderNumber(FlowColumn column, RunColumn writer) {}

    /** A column copied from a field of the records. */
    private record Field(int offset, int width, IntColumn writer) {}

    private final V5Header header = new V5Header();
    private final List<HeaderNumber> headerNumbers = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final ExporterTexts exporters;
    private final TextColumn exporter;
    private final FlowTimes times;
    private final RunColumn epoch;
    private final IntColumn record;
    private final TableFile table;

    FlowWriter(OutputStream out, WriterGroup group) throws IOException {
        MessageType schema = FlowColumn.parquetSchema();
        Map<FlowColumn, ColumnWriter> writers = new EnumMap<>(FlowColumn.class);
        for (FlowColumn column : FlowColumn.values()) {
            writers.put(column, writerOf(column, type(schema, column)));
        }
        exporters = group.exporters();
        exporter = (TextColumn) writers.get(FlowColumn.EXPORTER);
        epoch = (RunColumn) writers.get(FlowColumn.EPOCH);
        record = (IntColumn) writers.get(FlowColumn.RECORD);
        times =
                new FlowTimes(
                        (LongColumn) writers.get(FlowColumn.FLOW_START),
                        (LongColumn) writers.get(FlowColumn.FLOW_END),
                        (IntColumn) writers.get(FlowColumn.FLAGS));
        table = new TableFile(schema, List.copyOf(writers.values()), out, group);
    }

    private ColumnWriter writerOf(FlowColumn column, PrimitiveType type) {
        int width = column.type().plainWidth();
        if (column.source() instanceof ValueSource.RecordField field) {
            IntColumn writer = IntColumn.of(type, width);
            fields.add(new Field(field.offset(), field.width(), writer));
            return writer;
        }
        if (column == FlowColumn.EXPORTER) {
            return TextColumn.of(type);
        }
        if (column.source() instanceof ValueSource.Datagram) {
            RunColumn writer = RunColumn.of(type, width);
            headerNumbers.add(new HeaderNumber(column, writer));
            return writer;
        }
        if (column.source() instanceof ValueSource.Audit) {
            return RunColumn.of(type, width);
        }
        return width == Long.BYTES ? LongColumn.of(type) : IntColumn.of(type, width);
    }

    private static PrimitiveType type(MessageType schema, FlowColumn column) {
        return schema.getType(column.columnName()).asPrimitiveType();
    }

    @Override
    public void write(ExportDatagram datagram) throws IOException {
        if (!datagram.isAccepted()) {
            throw new IllegalArgumentException("only accepted datagrams have flows: " + datagram);
        }
        int count = datagram.recordCount();
        if (count == 0) {
            return;
        }
        byte[] bytes = datagram.bytes();
        int records = datagram.offset() + V5Layout.HEADER_LENGTH;
        header.wrap(bytes, datagram.offset());
        for (HeaderNumber number : headerNumbers) {
            number.writer.append(valueOf(number.column, datagram), count);
        }
        exporter.append(exporters.of(datagram.addressHigh(), datagram.addressLow()), count);
        appendEpoch(datagram.epochMillis(), count);
        for (Field field : fields) {
            field.writer.appendField(bytes, records + field.offset, field.width, count);
        }
        times.append(header, bytes, records, datagram.repairs(), count);
        appendIndexes(count);
        table.rowsAdded(count);
    }

    private long valueOf(FlowColumn column, ExportDatagram datagram) {
        return switch (column) {
            case RECEIVED_AT -> Math.floorDiv(datagram.receivedAtMicros(), 1000L);
            case EXPORTED_AT -> header.exportedAtMillis();
            case EXPORTER_PORT -> datagram.port();
            case ENGINE_TYPE -> header.engineType();
            case ENGINE_ID -> header.engineId();
            case SYS_UPTIME -> header.sysUptime();
            case SEQUENCE -> header.flowSequence();
            case SAMPLING_MODE -> header.samplingMode();
            case SAMPLING_INTERVAL -> header.samplingInterval();
            default -> throw new IllegalStateException(column + " is no number of a datagram");
        };
    }

    private void appendEpoch(long millis, int count) {
        if (millis == ExportDatagram.EPOCH_UNKNOWN) {
            epoch.appendNull(count);
        } else {
            epoch.append(millis, count);
        }
    }

    private void appendIndexes(int count) {
        int[] target = record.room(count);
        int from = record.size();
        for (int i = 0; i < count; i++) {
            target[from + i] = i;
        }
        record.advance(count);
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
