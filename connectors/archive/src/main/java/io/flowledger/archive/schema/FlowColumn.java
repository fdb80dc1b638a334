package io.flowledger.archive.schema;

import static io.flowledger.archive.schema.ColumnType.INT32;
import static io.flowledger.archive.schema.ColumnType.INT64;
import static io.flowledger.archive.schema.ColumnType.STRING;
import static io.flowledger.archive.schema.ColumnType.TIMESTAMP;

import io.flowledger.netflow.wire.V5Layout;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of {@code flows}, in file order. One row per flow record; {@code sequence} and {@code
 * record} say which, so that batch jobs can rebuild datagrams.
 */
public enum FlowColumn implements TableColumn {
    RECEIVED_AT(TIMESTAMP, datagram(), "when the receiver read the datagram; partitions go by it"),
    EXPORTED_AT(TIMESTAMP, datagram(), "when the exporter sent it, by the exporter's clock"),
    FLOW_START(TIMESTAMP, derived(), "first packet of the flow, by the exporter's clock"),
    FLOW_END(TIMESTAMP, derived(), "last packet of the flow, by the exporter's clock"),
    EXPORTER(STRING, datagram(), "address of the exporter, IPv4 or IPv6 text"),
    EXPORTER_PORT(INT32, datagram(), "UDP source port of the exporter"),
    ENGINE_TYPE(INT32, datagram(), "kind of the exporting engine"),
    ENGINE_ID(INT32, datagram(), "slot of the exporting engine"),
    EPOCH(
            TIMESTAMP,
            new ValueSource.Audit(),
            "the numbering its sequence belongs to, named by when its first datagram was received;"
                    + " changes when the exporter restarts; NULL if not audited"),
    SYS_UPTIME(INT64, datagram(), "milliseconds since the exporter booted, modulo 2^32"),
    SEQUENCE(INT64, datagram(), "flow_sequence of the datagram, modulo 2^32"),
    RECORD(INT32, derived(), "index of the flow in its datagram, from 0"),
    SAMPLING_MODE(INT32, datagram(), "top two bits of the header's sampling field"),
    SAMPLING_INTERVAL(INT32, datagram(), "1 in N packets was looked at; 0 and 1: all"),
    SRC_ADDR(INT64, field(V5Layout.SRC_ADDR, 4), "source IPv4 address as a number"),
    DST_ADDR(INT64, field(V5Layout.DST_ADDR, 4), "destination IPv4 address as a number"),
    NEXT_HOP(INT64, field(V5Layout.NEXT_HOP, 4), "IPv4 address of the next router as a number"),
    SRC_PORT(INT32, field(V5Layout.SRC_PORT, 2), "source port"),
    DST_PORT(INT32, field(V5Layout.DST_PORT, 2), "destination port; ICMP: type * 256 + code"),
    PROTO(INT32, field(V5Layout.PROTO, 1), "IP protocol number"),
    TOS(INT32, field(V5Layout.TOS, 1), "IP type of service byte"),
    TCP_FLAGS(INT32, field(V5Layout.TCP_FLAGS, 1), "OR of the TCP flags of all packets"),
    IN_IF(INT32, field(V5Layout.IN_IF, 2), "ifIndex the flow came in by"),
    OUT_IF(INT32, field(V5Layout.OUT_IF, 2), "ifIndex the flow left by"),
    SRC_AS(INT32, field(V5Layout.SRC_AS, 2), "autonomous system of the source"),
    DST_AS(INT32, field(V5Layout.DST_AS, 2), "autonomous system of the destination"),
    SRC_MASK(INT32, field(V5Layout.SRC_MASK, 1), "prefix length of the source's route"),
    DST_MASK(INT32, field(V5Layout.DST_MASK, 1), "prefix length of the destination's route"),
    PACKETS(INT64, field(V5Layout.PACKETS, 4), "packets as exported, not scaled by sampling"),
    BYTES(INT64, field(V5Layout.OCTETS, 4), "octets as exported, not scaled by sampling"),
    FLAGS(INT32, derived(), "repairs made to this flow or its datagram, one bit each");

    /** Name of the table and of its directory in a warehouse. */
    public static final String TABLE = "flows";

    private final ColumnDefinition definition;
    private final ValueSource source;

    FlowColumn(ColumnType type, ValueSource source, String description) {
        this.definition =
                new ColumnDefinition(type, source instanceof ValueSource.Audit, description);
        this.source = source;
    }

    public static MessageType parquetSchema() {
        return TableColumn.parquetSchema(TABLE, List.of(values()));
    }

    public ValueSource source() {
        return source;
    }

    @Override
    public ColumnDefinition definition() {
        return definition;
    }

    private static ValueSource datagram() {
        return new ValueSource.Datagram();
    }

    private static ValueSource derived() {
        return new ValueSource.Derived();
    }

    private static ValueSource field(int offset, int width) {
        return new ValueSource.RecordField(offset, width);
    }
}
