package io.flowledger.archive.schema;

import static io.flowledger.archive.schema.ColumnType.INT32;
import static io.flowledger.archive.schema.ColumnType.INT64;
import static io.flowledger.archive.schema.ColumnType.STRING;
import static io.flowledger.archive.schema.ColumnType.TIMESTAMP;

/**
 * The columns of {@code losses}, in file order: one entry of the ledger per row, saying what was
 * sent and is not archived.
 */
public enum LossColumn implements TableColumn {
    DETECTED_AT(
            TIMESTAMP,
            "receive time of the datagram that showed it, of a correction that of the late one;"
                    + " partitions go by it"),
    EXPORTER(STRING, "address of the exporter, IPv4 or IPv6 text"),
    EXPORTER_PORT(INT32, true, "UDP source port; NULL when sessions are told apart without it"),
    ENGINE_TYPE(INT32, "kind of the exporting engine"),
    ENGINE_ID(INT32, "slot of the exporting engine"),
    EPOCH(TIMESTAMP, "the numbering that has the loss, named as in flows"),
    KIND(STRING, "gap, truncated, correction or restart"),
    FIRST_SEQUENCE(
            INT64,
            true,
            "first number missing, modulo 2^32; of flows, or of datagrams where those are "
                    + "numbered"),
    LAST_SEQUENCE(INT64, true, "last number missing, inclusive, modulo 2^32"),
    LOST_FLOWS(INT64, true, "flows lost, exact; negative for a correction; NULL if unknown"),
    LOST_DATAGRAMS(INT64, true, "datagrams lost, where that is known"),
    AT_LEAST(INT64, true, "lower bound on lost flows where their number is unknown"),
    AT_MOST(
            INT64,
            true,
            "upper bound on lost flows where their number is unknown; NULL if there is none"),
    LOST_AFTER(TIMESTAMP, true, "receive time of the datagram before the loss"),
    LOST_BEFORE(TIMESTAMP, true, "receive time of the datagram after the loss"),
    CAUSE(
            STRING,
            true,
            "collector_down, socket_overflow, spool_overflow, truncated, refused, upstream or"
                    + " mixed; NULL if unknown"),
    APPORTIONED(
            INT32,
            "1 where several sessions or causes shared the interval: how many flows is exact,"
                    + " which of them is a share"),
    FINAL(
            INT32,
            "1 if the reorder window was over when it was entered; a correction may still follow");

    /** Name of the table and of its directory in a warehouse. */
    public static final String TABLE = "losses";

    private final ColumnDefinition definition;

    LossColumn(ColumnType type, String description) {
        this(type, false, description);
    }

    LossColumn(ColumnType type, boolean nullable, String description) {
        definition = new ColumnDefinition(type, nullable, description);
    }

    @Override
    public ColumnDefinition definition() {
        return definition;
    }
}
