package io.flowledger.netflow.table;

import io.flowledger.netflow.wire.V5Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/**
 * The columns a live table can have. Named and typed as those of the archive's {@code flows}, so
 * that a query of the one runs on the other.
 */
enum LiveColumn {
    SRC_ADDR(4, V5Layout.SRC_ADDR, "source IPv4 address as a number"),
    DST_ADDR(4, V5Layout.DST_ADDR, "destination IPv4 address as a number"),
    NEXT_HOP(4, V5Layout.NEXT_HOP, "IPv4 address of the next router as a number"),
    SRC_PORT(2, V5Layout.SRC_PORT, "source port"),
    DST_PORT(2, V5Layout.DST_PORT, "destination port; ICMP: type * 256 + code"),
    PROTO(1, V5Layout.PROTO, "IP protocol number"),
    TOS(1, V5Layout.TOS, "IP type of service byte"),
    TCP_FLAGS(1, V5Layout.TCP_FLAGS, "OR of the TCP flags of all packets"),
    IN_IF(2, V5Layout.IN_IF, "ifIndex the flow came in by"),
    OUT_IF(2, V5Layout.OUT_IF, "ifIndex the flow left by"),
    SRC_AS(2, V5Layout.SRC_AS, "autonomous system of the source"),
    DST_AS(2, V5Layout.DST_AS, "autonomous system of the destination"),
    SRC_MASK(1, V5Layout.SRC_MASK, "prefix length of the source's route"),
    DST_MASK(1, V5Layout.DST_MASK, "prefix length of the destination's route"),
    PACKETS(4, V5Layout.PACKETS, "packets as exported, not scaled by sampling"),
    BYTES(4, V5Layout.OCTETS, "octets as exported, not scaled by sampling"),
    FLOW_START(time(), Origin.RECORD, "first packet of the flow, by the exporter's clock"),
    FLOW_END(time(), Origin.RECORD, "last packet of the flow, by the exporter's clock"),
    FLAGS(
            DataTypes.INT(),
            Origin.RECORD,
            "repairs made to this flow or its datagram, one bit each"),

    RECEIVED_AT(time(), Origin.PACKET, "when the receiver read the datagram"),
    EXPORTER(DataTypes.STRING(), Origin.PACKET, "address of the exporter, IPv4 or IPv6 text"),
    EXPORTER_PORT(DataTypes.INT(), Origin.PACKET, "UDP source port of the exporter"),
    EXPORTED_AT(time(), Origin.HEADER, "when the exporter sent it, by the exporter's clock"),
    ENGINE_TYPE(DataTypes.INT(), Origin.HEADER, "kind of the exporting engine"),
    ENGINE_ID(DataTypes.INT(), Origin.HEADER, "slot of the exporting engine"),
    SYS_UPTIME(
            DataTypes.BIGINT(),
            Origin.HEADER,
            "milliseconds since the exporter booted, modulo 2^32"),
    SEQUENCE(DataTypes.BIGINT(), Origin.HEADER, "flow_sequence of the datagram, modulo 2^32"),
    RECORD(DataTypes.INT(), Origin.HEADER, "index of the flow in its datagram, from 0"),
    SAMPLING_MODE(DataTypes.INT(), Origin.HEADER, "top two bits of the header's sampling field"),
    SAMPLING_INTERVAL(DataTypes.INT(), Origin.HEADER, "1 in N packets was looked at; 0 and 1: all"),
    REFUSAL(
            DataTypes.STRING(),
            Origin.REFUSED,
            "why a payload was refused; NULL for flows; a table has rows of refused payloads only"
                    + " if it has this column");

    /** What a value is read from, which also says what refused payloads have none of. */
    enum Origin {
        /** A flow record. */
        RECORD,
        /** The header of a datagram; one value for all its records. */
        HEADER,
        /** The packet that brought it, refused or not. */
        PACKET,
        /** A refused payload. */
        REFUSED
    }

    static final int NO_FIELD = -1;

    private final DataType type;
    private final Origin origin;
    private final int offset;
    private final int width;
    private final String description;

    LiveColumn(int width, int offset, String description) {
        this.type = width == Integer.BYTES ? DataTypes.BIGINT() : DataTypes.INT();
        this.origin = Origin.RECORD;
        this.offset = offset;
        this.width = width;
        this.description = description;
    }

    LiveColumn(DataType type, Origin origin, String description) {
        this.type = type;
        this.origin = origin;
        this.offset = NO_FIELD;
        this.width = 0;
        this.description = description;
    }

    static Optional<LiveColumn> named(String name) {
        return Arrays.stream(values()).filter(column -> column.columnName().equals(name)).findAny();
    }

    /** All names, for a message. */
    static String names() {
        return Arrays.stream(values())
                .map(LiveColumn::columnName)
                .collect(Collectors.joining(", "));
    }

    /** Those that can be declared {@code METADATA}: all but the fields of a flow. */
    static List<LiveColumn> metadata() {
        return Arrays.stream(values()).filter(column -> column.origin != Origin.RECORD).toList();
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Nullable, as refused payloads have no flow. */
    DataType type() {
        return type;
    }

    Origin origin() {
        return origin;
    }

    /** Of its bytes in the flow record; {@link #NO_FIELD} if it is no field. */
    int offset() {
        return offset;
    }

    /** Bytes of the field. */
    int width() {
        return width;
    }

    /** One sentence for the documentation. */
    String description() {
        return description;
    }

    private static DataType time() {
        return DataTypes.TIMESTAMP_LTZ(3);
    }
}
