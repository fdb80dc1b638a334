package io.flowledger.archive.schema;

import static io.flowledger.archive.schema.ColumnType.INT32;
import static io.flowledger.archive.schema.ColumnType.INT64;
import static io.flowledger.archive.schema.ColumnType.STRING;
import static io.flowledger.archive.schema.ColumnType.TIMESTAMP;

/**
 * The columns of {@code sessions}, in file order. Rows are cumulative per session and epoch; the
 * latest one wins.
 */
public enum SessionColumn implements TableColumn {
    REPORTED_AT(TIMESTAMP, "up to when this row counts, by receive time; partitions go by it"),
    EXPORTER(STRING, "address of the exporter, IPv4 or IPv6 text"),
    EXPORTER_PORT(INT32, true, "UDP source port; NULL when sessions are told apart without it"),
    ENGINE_TYPE(INT32, "kind of the exporting engine"),
    ENGINE_ID(INT32, "slot of the exporting engine"),
    EPOCH(TIMESTAMP, "the numbering this row is about, named as in flows"),
    STATE(STRING, "open, or closed in the numbering's last row"),
    BEGAN(STRING, "why this numbering began: first_seen, restart, renumbered or second_sender"),
    ENDED(
            STRING,
            true,
            "why it ended: restart, renumbered, idle, made_room (silent while more sessions came than are audited) or end_of_input; NULL while it has not"),
    FIRST_SEEN(TIMESTAMP, "receive time of its first datagram"),
    LAST_SEEN(TIMESTAMP, "receive time of its latest datagram"),
    BOOTED_AT(
            TIMESTAMP,
            true,
            "when the exporter booted by the collector's clock: receive time minus sys_uptime"),
    CLOCK_SKEW_MS(INT64, true, "exporter's clock minus receive time, milliseconds"),
    CONVENTION(
            STRING,
            "what flow_sequence counts: first_record, last_record, per_datagram, constant or "
                    + "assumed_first_record"),
    PROFILE(
            STRING,
            "which exporters behave so: cisco_like, esx_like, ovs_like, sampled or unknown"),
    SAMPLING_MODE(INT32, "top two bits of the header's sampling field"),
    SAMPLING_INTERVAL(INT32, "1 in N packets was looked at; 0 and 1: all"),
    FIRST_SEQUENCE(INT64, "number of its first flow or datagram, modulo 2^32"),
    NEXT_SEQUENCE(INT64, "number expected next, modulo 2^32"),
    SPAN(
            INT64,
            true,
            "flows, or datagrams for per_datagram, sent since first seen by its numbering; "
                    + "NULL for constant"),
    DATAGRAMS(INT64, "datagrams archived"),
    FLOWS(INT64, "flows archived"),
    PACKETS(INT64, "packets of those flows, not scaled by sampling"),
    OCTETS(INT64, "octets of those flows, not scaled by sampling"),
    LOST_FLOWS(INT64, true, "flows lost, corrections taken off; NULL if unknown"),
    OPEN_FLOWS(
            INT64,
            true,
            "flows missing that may still come within the reorder window; NULL if unknown"),
    DUPLICATES(INT64, "datagrams refused because they were archived already"),
    LATE(INT64, "datagrams that filled a gap"),
    STALE(INT64, "datagrams refused as older than what the audit remembers"),
    CLOCK_STEPS(INT64, "jumps of the exporter's clock that were no restart"),
    TRUNCATED(INT64, "datagrams that claimed more records than their bytes hold"),
    OVERSIZED(INT64, "datagrams of more than 30 records"),
    TRAILING(INT64, "datagrams followed by bytes that are none"),
    CONCATENATED(INT64, "further datagrams of a UDP payload that carried several"),
    NSECS_REPAIRED(INT64, "datagrams whose unix_nsecs was 10^9 or more"),
    REORDER_WINDOW_MS(INT64, "how long a gap stays open, milliseconds");

    /** Name of the table and of its directory in a warehouse. */
    public static final String TABLE = "sessions";

    private final ColumnDefinition definition;

    SessionColumn(ColumnType type, String description) {
        this(type, false, description);
    }

    SessionColumn(ColumnType type, boolean nullable, String description) {
        definition = new ColumnDefinition(type, nullable, description);
    }

    @Override
    public ColumnDefinition definition() {
        return definition;
    }
}
