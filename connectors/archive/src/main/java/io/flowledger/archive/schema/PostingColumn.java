package io.flowledger.archive.schema;

import static io.flowledger.archive.schema.ColumnType.DOUBLE;
import static io.flowledger.archive.schema.ColumnType.INT32;
import static io.flowledger.archive.schema.ColumnType.INT64;
import static io.flowledger.archive.schema.ColumnType.STRING;
import static io.flowledger.archive.schema.ColumnType.TIMESTAMP;

/**
 * The columns of {@code postings}, in file order: what one export session in one minute of receipt
 * adds to one key of one window of a view. Key columns that a view does not have are NULL.
 */
public enum PostingColumn implements TableColumn {
    WINDOW_START(TIMESTAMP, "beginning of the window; partitions go by it"),
    WINDOW_SECONDS(INT32, "length of the window"),
    RECEIVED_MINUTE(TIMESTAMP, "minute of receipt of the stratum, the last one if it has several"),
    SESSION_EXPORTER(STRING, "address of the exporter that sent it"),
    SESSION_PORT(INT32, true, "its UDP source port; NULL when sessions are told apart without it"),
    SESSION_ENGINE_TYPE(INT32, "kind of the exporting engine"),
    SESSION_ENGINE_ID(INT32, "slot of the exporting engine"),
    EXPORTER(STRING, true, "key: address of the exporter"),
    ENGINE(STRING, true, "key: type/id of the exporting engine"),
    IN_IF(INT32, true, "key: ifIndex the flows came in by"),
    IN_IF_NAME(STRING, true, "name of that interface"),
    OUT_IF(INT32, true, "key: ifIndex the flows left by"),
    OUT_IF_NAME(STRING, true, "name of that interface"),
    IN_LINK(STRING, true, "key: link of the interface they came in by"),
    OUT_LINK(STRING, true, "key: link of the interface they left by"),
    DIRECTION(STRING, true, "key: inbound, outbound, internal or transit; NULL if unknown"),
    SRC_AS(INT32, true, "key: autonomous system of the source; NULL if unknown (sent as 0)"),
    SRC_AS_NAME(STRING, true, "name of that autonomous system"),
    DST_AS(INT32, true, "key: autonomous system of the destination; NULL if unknown (sent as 0)"),
    DST_AS_NAME(STRING, true, "name of that autonomous system"),
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
    IMPUTED(
            INT32,
            "1 if nothing of it was received: what an outage cost a window of which nothing came"),
    OBSERVED_FLOWS(INT64, "flows received; each counts in the window it ended in"),
    OBSERVED_PACKETS(INT64, "packets received, not scaled by sampling"),
    OBSERVED_OCTETS(INT64, "octets received, not scaled by sampling"),
    FLOWS(DOUBLE, "flows with what was lost; without what is unestimated"),
    FLOWS_VARIANCE(DOUBLE, "variance of flows; rows add up"),
    FLOWS_THIRD(DOUBLE, "for the interval of flows: third moments; rows add up"),
    FLOWS_SPREAD(DOUBLE, "for the interval of flows: degrees of freedom; rows add up"),
    FLOWS_EXPOSURE(DOUBLE, "for the interval of flows: chance of loss; rows add up"),
    PACKETS(
            DOUBLE,
            "packets with what was lost and scaled by packet sampling; without what is unestimated"),
    PACKETS_VARIANCE(DOUBLE, "variance of packets; rows add up"),
    PACKETS_THIRD(DOUBLE, "for the interval of packets: third moments; rows add up"),
    PACKETS_SPREAD(DOUBLE, "for the interval of packets: degrees of freedom; rows add up"),
    PACKETS_EXPOSURE(DOUBLE, "for the interval of packets: chance of loss; rows add up"),
    OCTETS(
            DOUBLE,
            "octets with what was lost and scaled by packet sampling; without what is unestimated"),
    OCTETS_VARIANCE(DOUBLE, "variance of octets; rows add up"),
    OCTETS_THIRD(DOUBLE, "for the interval of octets: third moments; rows add up"),
    OCTETS_SPREAD(DOUBLE, "for the interval of octets: degrees of freedom; rows add up"),
    OCTETS_EXPOSURE(DOUBLE, "for the interval of octets: chance of loss; rows add up"),
    UNESTIMATED_FLOWS(
            INT64,
            "lost flows of the stratum that no evidence speaks for: then the numbers with loss are too low by an unknown amount"),
    STRATUM_FLOWS(INT64, "flows received of the stratum, of all keys and windows"),
    STRATUM_LOST_FLOWS(
            INT64, "flows lost of the stratum; the same on all its rows, so not to be summed"),
    FLAGS(INT32, "what else to know of it, one bit each"),
    SAMPLING(STRING, "where the sampling rate came from: header, interval, all-bits or fixed"),
    ENRICHMENT(STRING, "version of the files that sites, links, names and applications came from");

    /** Name of the table and of its directory in a warehouse. */
    public static final String TABLE = "postings";

    private final ColumnDefinition definition;

    PostingColumn(ColumnType type, String description) {
        this(type, false, description);
    }

    PostingColumn(ColumnType type, boolean nullable, String description) {
        definition = new ColumnDefinition(type, nullable, description);
    }

    @Override
    public ColumnDefinition definition() {
        return definition;
    }
}
