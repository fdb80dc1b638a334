package io.flowledger.netflow.table;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.V5Header;
import io.flowledger.netflow.wire.V5Layout;
import io.flowledger.netflow.wire.V5Time;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;

/**
 * A row that is a view of one record's bytes: fields are read when somebody asks for them, and
 * nothing is allocated or boxed (three columns: 6 ns a row, 27 as an object of boxed fields; copied
 * by Flink 33 and 53; RowThroughput in the tests). It is moved from record to record: whoever keeps
 * a row copies it, as Flink does between chained operators unless {@code pipeline.object-reuse}
 * promises that nobody keeps one.
 */
final class FlowRow implements RowData {

    private final LiveColumn[] columns;
    private final int[] offsets;
    private final int[] widths;

    /** Values that are no field of the record: of the datagram, or computed for the record. */
    private final long[] numbers;

    private final boolean[] nullWhenRefused;
    private final boolean hasTimes;
    private final boolean hasComputed;
    private final V5Header header = new V5Header();
    private RowKind kind = RowKind.INSERT;
    private byte[] bytes;
    private int records;
    private int record;
    private int repairs;
    private long exportedAt;
    private int uptime;
    private boolean refused;
    private StringData refusal;
    private StringData exporter;
    private long exporterHigh;
    private long exporterLow;

    FlowRow(List<LiveColumn> columns) {
        this.columns = columns.toArray(LiveColumn[]::new);
        int arity = this.columns.length;
        offsets = new int[arity];
        widths = new int[arity];
        numbers = new long[arity];
        nullWhenRefused = new boolean[arity];
        boolean times = false;
        boolean computed = false;
        for (int i = 0; i < arity; i++) {
            LiveColumn column = this.columns[i];
            offsets[i] = column.offset();
            widths[i] = column.width();
            nullWhenRefused[i] =
                    column.origin() == LiveColumn.Origin.RECORD
                            || column.origin() == LiveColumn.Origin.HEADER;
            times |=
                    column == LiveColumn.FLOW_START
                            || column == LiveColumn.FLOW_END
                            || column == LiveColumn.FLAGS;
            computed |= column == LiveColumn.RECORD;
        }
        hasTimes = times;
        hasComputed = times || computed;
    }

    /** Takes what all records of an accepted datagram share. */
    void wrap(ExportDatagram datagram) {
        refused = false;
        refusal = null;
        bytes = datagram.bytes();
        records = datagram.offset() + V5Layout.HEADER_LENGTH;
        repairs = datagram.repairs();
        header.wrap(bytes, datagram.offset());
        exportedAt = header.exportedAtMillis();
        uptime = (int) header.sysUptime();
        ofPacket(datagram);
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].origin() == LiveColumn.Origin.HEADER) {
                numbers[i] = ofHeader(columns[i]);
            }
        }
    }

    /** The row of a payload that was refused. */
    void wrapRefused(ExportDatagram payload) {
        kind = RowKind.INSERT;
        refused = true;
        refusal = StringData.fromString(payload.refusal().label());
        ofPacket(payload);
    }

    void moveTo(int index) {
        kind = RowKind.INSERT;
        record = records + index * V5Layout.RECORD_LENGTH;
        if (hasComputed) {
            compute(index);
        }
    }

    private void ofPacket(ExportDatagram datagram) {
        if (exporter == null
                || datagram.addressHigh() != exporterHigh
                || datagram.addressLow() != exporterLow) {
            exporterHigh = datagram.addressHigh();
            exporterLow = datagram.addressLow();
            exporter = StringData.fromString(ExporterAddress.text(exporterHigh, exporterLow));
        }
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] == LiveColumn.RECEIVED_AT) {
                numbers[i] = Math.floorDiv(datagram.receivedAtMicros(), 1000L);
            } else if (columns[i] == LiveColumn.EXPORTER_PORT) {
                numbers[i] = datagram.port();
            }
        }
    }

    private long ofHeader(LiveColumn column) {
        return switch (column) {
            case EXPORTED_AT -> exportedAt;
            case ENGINE_TYPE -> header.engineType();
            case ENGINE_ID -> header.engineId();
            case SYS_UPTIME -> header.sysUptime();
            case SEQUENCE -> header.flowSequence();
            case SAMPLING_MODE -> header.samplingMode();
            case SAMPLING_INTERVAL -> header.samplingInterval();
            default -> 0;
        };
    }

    private void compute(int index) {
        long start = 0;
        long end = 0;
        int flags = 0;
        if (hasTimes) {
            int first = V5Layout.i32(bytes, record + V5Layout.FIRST);
            int last = V5Layout.i32(bytes, record + V5Layout.LAST);
            int endAge = V5Time.endAgeMillis(uptime, last);
            end = exportedAt - endAge;
            start = exportedAt - V5Time.startAgeMillis(uptime, first, endAge);
            flags = repairs | V5Time.repairs(uptime, first, last);
        }
        for (int i = 0; i < columns.length; i++) {
            switch (columns[i]) {
                case RECORD -> numbers[i] = index;
                case FLOW_START -> numbers[i] = start;
                case FLOW_END -> numbers[i] = end;
                case FLAGS -> numbers[i] = flags;
                default -> {
                    // the same for the whole datagram, or a field
                }
            }
        }
    }

    @Override
    public int getArity() {
        return columns.length;
    }

    @Override
    public RowKind getRowKind() {
        return kind;
    }

    @Override
    public void setRowKind(RowKind kind) {
        this.kind = kind;
    }

    @Override
    public boolean isNullAt(int pos) {
        return refused ? nullWhenRefused[pos] : columns[pos] == LiveColumn.REFUSAL;
    }

    @Override
    public int getInt(int pos) {
        int offset = offsets[pos];
        if (offset == LiveColumn.NO_FIELD) {
            return (int) numbers[pos];
        }
        return widths[pos] == Byte.BYTES
                ? V5Layout.u8(bytes, record + offset)
                : V5Layout.u16(bytes, record + offset);
    }

    @Override
    public long getLong(int pos) {
        int offset = offsets[pos];
        return offset == LiveColumn.NO_FIELD ? numbers[pos] : V5Layout.u32(bytes, record + offset);
    }

    @Override
    public StringData getString(int pos) {
        return columns[pos] == LiveColumn.REFUSAL ? refusal : exporter;
    }

    @Override
    public TimestampData getTimestamp(int pos, int precision) {
        return TimestampData.fromEpochMillis(numbers[pos]);
    }

    @Override
    public boolean getBoolean(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public byte getByte(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public short getShort(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public float getFloat(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public double getDouble(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public DecimalData getDecimal(int pos, int precision, int scale) {
        throw noSuchType(pos);
    }

    @Override
    public <T> RawValueData<T> getRawValue(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public byte[] getBinary(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public ArrayData getArray(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public MapData getMap(int pos) {
        throw noSuchType(pos);
    }

    @Override
    public RowData getRow(int pos, int numFields) {
        throw noSuchType(pos);
    }

    @Override
    public Variant getVariant(int pos) {
        throw noSuchType(pos);
    }

    private UnsupportedOperationException noSuchType(int pos) {
        return new UnsupportedOperationException(
                columns[pos].columnName() + " is " + columns[pos].type());
    }
}
