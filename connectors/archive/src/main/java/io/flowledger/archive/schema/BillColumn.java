package io.flowledger.archive.schema;

import static io.flowledger.archive.schema.ColumnType.DOUBLE;
import static io.flowledger.archive.schema.ColumnType.INT32;
import static io.flowledger.archive.schema.ColumnType.INT64;
import static io.flowledger.archive.schema.ColumnType.STRING;
import static io.flowledger.archive.schema.ColumnType.TIMESTAMP;

/**
 * The columns of {@code bills}, in file order: a line of the bill of a month, or what a closed one
 * is adjusted by. Key columns that a bill does not go by are NULL.
 */
public enum BillColumn implements TableColumn {
    KIND(STRING, "bill or adjustment"),
    PERIOD_START(TIMESTAMP, "beginning of the month, in its time zone"),
    PERIOD_END(TIMESTAMP, "end of the month"),
    COUNTED_TO(TIMESTAMP, "up to when traffic counts; before the end while the month is running"),
    VIEW(STRING, "view of the accounting that is billed"),
    SUBJECT(STRING, "what a line is for: interface, customer or key"),
    KEY_COLUMNS(STRING, "columns of this table that say which, with commas between"),
    PERCENTILE(DOUBLE, "which one, in percent"),
    INTERVAL_SECONDS(INT32, "length of the intervals it is of"),
    TIME_ZONE(STRING, "whose midnight begins and ends the month"),
    RULE(STRING, "which direction is billed: max, in, out or sum"),
    INTERFACE(INT32, true, "key: ifIndex of the interface"),
    INTERFACE_NAME(STRING, true, "name of the interface"),
    CUSTOMER(STRING, true, "key: customer; NULL if unknown"),
    EXPORTER(STRING, true, "key: address of the exporter"),
    ENGINE(STRING, true, "key: type/id of the exporting engine"),
    IN_IF(INT32, true, "key: ifIndex the flows came in by"),
    OUT_IF(INT32, true, "key: ifIndex the flows left by"),
    IN_LINK(STRING, true, "key: link of the interface they came in by"),
    OUT_LINK(STRING, true, "key: link of the interface they left by"),
    DIRECTION(STRING, true, "key: inbound, outbound, internal or transit; NULL if unknown"),
    SRC_AS(INT32, true, "key: autonomous system of the source; NULL if unknown"),
    DST_AS(INT32, true, "key: autonomous system of the destination; NULL if unknown"),
    SRC_NETWORK(STRING, true, "key: prefix of the source; NULL if unknown"),
    DST_NETWORK(STRING, true, "key: prefix of the destination; NULL if unknown"),
    SRC_SITE(STRING, true, "key: site of the source; NULL if unknown"),
    DST_SITE(STRING, true, "key: site of the destination; NULL if unknown"),
    SRC_DATA_CENTRE(STRING, true, "key: data centre of the source; NULL if unknown"),
    DST_DATA_CENTRE(STRING, true, "key: data centre of the destination; NULL if unknown"),
    SRC_CUSTOMER(STRING, true, "key: customer of the source; NULL if unknown"),
    DST_CUSTOMER(STRING, true, "key: customer of the destination; NULL if unknown"),
    SRC_ZONE(STRING, true, "key: zone of the source; NULL if unknown"),
    DST_ZONE(STRING, true, "key: zone of the destination; NULL if unknown"),
    APPLICATION(STRING, true, "key: application by protocol and port; NULL if unknown"),
    PROTOCOL(INT32, true, "key: IP protocol number"),
    DSCP(INT32, true, "key: differentiated services code point"),
    TCP_CLASS(
            STRING,
            true,
            "key: attempt, reset, complete, opened, closed or established; NULL if not TCP"),
    SRC_ADDR(INT64, true, "key: source IPv4 address as a number"),
    DST_ADDR(INT64, true, "key: destination IPv4 address as a number"),
    SRC_PORT(INT32, true, "key: source port"),
    DST_PORT(INT32, true, "key: destination port"),
    OTHER(INT32, "1 for the keys beyond the bound of the view, together"),
    INTERVALS(INT32, "intervals of the month that count"),
    MISSING_INTERVALS(
            INT32,
            "of these: nothing was received though something was sent, or nobody listened; not in the observed percentile"),
    MISSING(
            STRING,
            true,
            "which ones: ISO 8601 start/end of each run of them, spaces between; NULL if none"),
    IMPUTED_INTERVALS(INT32, "intervals with no traffic but what the time after an outage told"),
    IN_OBSERVED_OCTETS(INT64, true, "inbound octets of the month, received"),
    IN_OCTETS(DOUBLE, true, "the same with what was lost"),
    IN_OBSERVED_BITS_PER_SECOND(
            DOUBLE, true, "inbound percentile of what was received; NULL if all was missing"),
    IN_BITS_PER_SECOND(DOUBLE, true, "the same of the estimate, with what was lost"),
    IN_LOWER_BITS_PER_SECOND(DOUBLE, true, "the same of the lower ends of its 95 % intervals"),
    IN_UPPER_BITS_PER_SECOND(DOUBLE, true, "the same of the upper ends; NULL if nothing bounds it"),
    OUT_OBSERVED_OCTETS(INT64, true, "outbound octets of the month, received"),
    OUT_OCTETS(DOUBLE, true, "the same with what was lost"),
    OUT_OBSERVED_BITS_PER_SECOND(
            DOUBLE, true, "outbound percentile of what was received; NULL if all was missing"),
    OUT_BITS_PER_SECOND(DOUBLE, true, "the same of the estimate, with what was lost"),
    OUT_LOWER_BITS_PER_SECOND(DOUBLE, true, "the same of the lower ends of its 95 % intervals"),
    OUT_UPPER_BITS_PER_SECOND(
            DOUBLE, true, "the same of the upper ends; NULL if nothing bounds it"),
    BILLED_DIRECTION(STRING, "which direction is billed: in, out, sum, or total if it has none"),
    BILLED_OBSERVED_OCTETS(INT64, "octets of the month that are billed, received"),
    BILLED_OCTETS(DOUBLE, "the same with what was lost"),
    BILLED_OBSERVED_BITS_PER_SECOND(
            DOUBLE, true, "billed percentile of what was received; NULL if all was missing"),
    BILLED_BITS_PER_SECOND(DOUBLE, "the same of the estimate, with what was lost"),
    BILLED_LOWER_BITS_PER_SECOND(DOUBLE, "the same of the lower ends of its 95 % intervals"),
    BILLED_UPPER_BITS_PER_SECOND(
            DOUBLE, true, "the same of the upper ends; NULL if nothing bounds it"),
    LAST_RECEIVED(TIMESTAMP, true, "newest minute of receipt of its postings; NULL without any"),
    ENTERED_AT(
            TIMESTAMP,
            true,
            "when the bill was closed, or the adjustment entered; NULL while it may change"),
    REASON(
            STRING,
            true,
            "of an adjustment: late_postings (something of the key was received since), or changed_postings");

    /** Name of the table and of its directory in a warehouse. */
    public static final String TABLE = "bills";

    private final ColumnDefinition definition;

    BillColumn(ColumnType type, String description) {
        this(type, false, description);
    }

    BillColumn(ColumnType type, boolean nullable, String description) {
        definition = new ColumnDefinition(type, nullable, description);
    }

    @Override
    public ColumnDefinition definition() {
        return definition;
    }
}
