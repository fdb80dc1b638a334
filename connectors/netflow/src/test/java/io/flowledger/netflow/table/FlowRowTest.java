package io.flowledger.netflow.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.Repairs;
import io.flowledger.netflow.wire.V5Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;

class FlowRowTest {

    private static final long RECEIVED_MICROS = 1_700_000_123_456_789L;
    private static final long UINT = 0xFFFF_FFFFL;

    /** Boots at 1 699 999 940 000, so a first packet at 10 000 ms is at 1 699 999 950 000. */
    private static final long EXPORTED_MILLIS = 1_700_000_000_000L;

    @Property
    void everyFieldIsReadAsItWasSent(
            @ForAll @LongRange(min = 0, max = UINT) long wide,
            @ForAll @IntRange(min = 0, max = 65_535) int half,
            @ForAll @IntRange(min = 0, max = 255) int octet) {
        byte[] bytes = new byte[200];
        int length =
                encoder(bytes)
                        .nextRecord()
                        .times(10_000, 20_000)
                        .nextRecord()
                        .addresses(wide, UINT - wide, wide / 2)
                        .interfaces(half, 65_535 - half)
                        .counters(wide / 3, wide / 5)
                        .times(10_000, 30_000)
                        .ports(half / 2, half / 3)
                        .protocol(octet, 255 - octet, octet / 2)
                        .autonomousSystems(half / 5, half / 7)
                        .masks(octet / 3, octet / 5)
                        .finish();
        Map<LiveColumn, Object> row = rows(accepted(bytes, length, 0)).get(1);

        Map<LiveColumn, Object> expected = new HashMap<>();
        expected.put(LiveColumn.SRC_ADDR, wide);
        expected.put(LiveColumn.DST_ADDR, UINT - wide);
        expected.put(LiveColumn.NEXT_HOP, wide / 2);
        expected.put(LiveColumn.SRC_PORT, half / 2);
        expected.put(LiveColumn.DST_PORT, half / 3);
        expected.put(LiveColumn.PROTO, octet);
        expected.put(LiveColumn.TOS, octet / 2);
        expected.put(LiveColumn.TCP_FLAGS, 255 - octet);
        expected.put(LiveColumn.IN_IF, half);
        expected.put(LiveColumn.OUT_IF, 65_535 - half);
        expected.put(LiveColumn.SRC_AS, half / 5);
        expected.put(LiveColumn.DST_AS, half / 7);
        expected.put(LiveColumn.SRC_MASK, octet / 3);
        expected.put(LiveColumn.DST_MASK, octet / 5);
        expected.put(LiveColumn.PACKETS, wide / 3);
        expected.put(LiveColumn.BYTES, wide / 5);
        expected.put(LiveColumn.FLOW_START, TimestampData.fromEpochMillis(1_699_999_950_000L));
        expected.put(LiveColumn.FLOW_END, TimestampData.fromEpochMillis(1_699_999_970_000L));
        expected.put(LiveColumn.FLAGS, 0);
        expected.put(
                LiveColumn.RECEIVED_AT, TimestampData.fromEpochMillis(RECEIVED_MICROS / 1_000));
        expected.put(LiveColumn.EXPORTER, StringData.fromString("192.0.2.7"));
        expected.put(LiveColumn.EXPORTER_PORT, 5_000);
        expected.put(LiveColumn.EXPORTED_AT, TimestampData.fromEpochMillis(EXPORTED_MILLIS));
        expected.put(LiveColumn.ENGINE_TYPE, 1);
        expected.put(LiveColumn.ENGINE_ID, 2);
        expected.put(LiveColumn.SYS_UPTIME, 60_000L);
        expected.put(LiveColumn.SEQUENCE, 4_000_000_000L);
        expected.put(LiveColumn.RECORD, 1);
        expected.put(LiveColumn.SAMPLING_MODE, 1);
        expected.put(LiveColumn.SAMPLING_INTERVAL, 100);
        expected.put(LiveColumn.REFUSAL, null);
        assertThat(row).isEqualTo(expected);
    }

    @Test
    void repairsOfTheFlowAndOfItsDatagramAreInFlags() {
        byte[] bytes = new byte[200];
        int length = encoder(bytes).nextRecord().times(10_000, 61_000).finish();

        Map<LiveColumn, Object> row = rows(accepted(bytes, length, Repairs.OVERSIZED)).get(0);

        assertThat(row.get(LiveColumn.FLAGS))
                .isEqualTo(Repairs.OVERSIZED | Repairs.LAST_AFTER_UPTIME);
        assertThat(row.get(LiveColumn.FLOW_END))
                .isEqualTo(TimestampData.fromEpochMillis(EXPORTED_MILLIS));
    }

    @Test
    void aRefusedPayloadHasItsSenderAndTheReasonAndNothingElse() {
        ExportDatagram refused =
                ExportDatagram.refused(
                        RECEIVED_MICROS,
                        0,
                        ExporterAddress.ofIpv4(0xC0000207),
                        5_000,
                        new byte[3],
                        0,
                        3,
                        Refusal.Reason.SHORT_HEADER);

        Map<LiveColumn, Object> row = rows(refused).get(0);

        row.values().removeIf(java.util.Objects::isNull);
        assertThat(row)
                .containsOnly(
                        Map.entry(
                                LiveColumn.RECEIVED_AT,
                                TimestampData.fromEpochMillis(RECEIVED_MICROS / 1_000)),
                        Map.entry(LiveColumn.EXPORTER, StringData.fromString("192.0.2.7")),
                        Map.entry(LiveColumn.EXPORTER_PORT, 5_000),
                        Map.entry(LiveColumn.REFUSAL, StringData.fromString("short_header")));
    }

    private static V5Encoder encoder(byte[] bytes) {
        return new V5Encoder()
                .start(bytes, 0)
                .sysUptime(60_000)
                .exportedAt(EXPORTED_MILLIS / 1_000, 0)
                .flowSequence(4_000_000_000L)
                .engine(1, 2)
                .sampling(1, 100);
    }

    private static ExportDatagram accepted(byte[] bytes, int length, int repairs) {
        return ExportDatagram.accepted(
                RECEIVED_MICROS,
                0,
                ExporterAddress.ofIpv4(0xC0000207),
                5_000,
                bytes,
                0,
                length,
                repairs);
    }

    /** What is emitted, each row copied while it is there. */
    private static List<Map<LiveColumn, Object>> rows(ExportDatagram datagram) {
        List<LiveColumn> columns = Arrays.asList(LiveColumn.values());
        List<Map<LiveColumn, Object>> rows = new ArrayList<>();
        SourceOutput<RowData> output =
                new SourceOutput<>() {
                    @Override
                    public void collect(RowData row) {
                        throw new AssertionError("a row without its receive time");
                    }

                    @Override
                    public void collect(RowData row, long timestamp) {
                        assertThat(timestamp).isEqualTo(7);
                        Map<LiveColumn, Object> values = new HashMap<>();
                        columns.forEach(column -> values.put(column, value(row, column)));
                        rows.add(values);
                    }

                    @Override
                    public void emitWatermark(Watermark watermark) {}

                    @Override
                    public void markIdle() {}

                    @Override
                    public void markActive() {}
                };
        new RowOutput(new FlowRow(columns), true, false, output).collect(datagram, 7);
        return rows;
    }

    private static Object value(RowData row, LiveColumn column) {
        int at = column.ordinal();
        if (row.isNullAt(at)) {
            return null;
        }
        if (column.type().equals(DataTypes.BIGINT())) {
            return row.getLong(at);
        }
        if (column.type().equals(DataTypes.INT())) {
            return row.getInt(at);
        }
        return column.type().equals(DataTypes.STRING())
                ? row.getString(at)
                : row.getTimestamp(at, 3);
    }
}
