package io.flowledger.archive.schema;

import static io.flowledger.archive.schema.ColumnType.DOUBLE;
import static io.flowledger.archive.schema.ColumnType.INT32;
import static io.flowledger.archive.schema.ColumnType.INT64;
import static io.flowledger.archive.schema.ColumnType.STRING;
import static io.flowledger.archive.schema.ColumnType.TIMESTAMP;

/**
 * The columns of {@code rollups_hourly}, {@code rollups_daily} and {@code rollups_monthly}, in file
 * order: what one key of a view had in one hour, day or month. Key columns that a view does not
 * have are NULL.
 */
public enum RollupColumn implements TableColumn {
    PERIOD_START(TIMESTAMP, "beginning of the hour, day or month; partitions go by it"),
    PERIOD_SECONDS(
            INT32, "length of it; of an hour at least that of the view's windows, if longer"),
    EXPORTER(STRING, true, "key: address of the exporter"),
    ENGINE(STRING, true, "key: type/id of the exporting engine"),
    IN_IF(INT32, true, "key: ifIndex the flows came in by"),
    IN_IF_NAME(STRING, true, "name of that interface, as last posted"),
    OUT_IF(INT32, true, "key: ifIndex the flows left by"),
    OUT_IF_NAME(STRING, true, "name of that interface, as last posted"),
    IN_LINK(STRING, true, "key: link of the interface they came in by"),
    OUT_LINK(STRING, true, "key: link of the interface they left by"),
    DIRECTION(STRING, true, "key: inbound, outbound, internal or transit; NULL if unknown"),
    SRC_AS(INT32, true, "key: autonomous system of the source; NULL if unknown (sent as 0)"),
    SRC_AS_NAME(STRING, true, "name of that autonomous system, as last posted"),
    DST_AS(INT32, true, "key: autonomous system of the destination; NULL if unknown (sent as 0)"),
    DST_AS_NAME(STRING, true, "name of that autonomous system, as last posted"),
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
    POSTINGS(INT64, "rows of postings it is the sum of"),
    IMPUTED(INT32, "1 if nothing of it was received: all of it is what outages cost"),
    OBSERVED_FLOWS(INT64, "flows received; each counts in the window it ended in"),
    OBSERVED_PACKETS(INT64, "packets received, not scaled by sampling"),
    OBSERVED_OCTETS(INT64, "octets received, not scaled by sampling"),
    FLOWS(DOUBLE, "flows with what was lost; without what is unestimated"),
    FLOWS_LOWER(DOUBLE, "lower end of the 95 % interval of flows"),
    FLOWS_UPPER(DOUBLE, true, "upper end of it; NULL if some of the loss is not estimated"),
    PACKETS(
            DOUBLE,
            "packets with what was lost and scaled by packet sampling; without what is unestimated"),
    PACKETS_LOWER(DOUBLE, "lower end of the 95 % interval of packets"),
    PACKETS_UPPER(DOUBLE, true, "upper end of it; NULL if some of the loss is not estimated"),
    OCTETS(
            DOUBLE,
            "octets with what was lost and scaled by packet sampling; without what is unestimated"),
    OCTETS_LOWER(DOUBLE, "lower end of the 95 % interval of octets"),
    OCTETS_UPPER(DOUBLE, true, "upper end of it; NULL if some of the loss is not estimated"),
    LOST_FLOWS(
            DOUBLE,
            "its part of what was lost, estimated: flows less observed_flows; less than nothing"
                    + " where more was taken back"),
    LOST_COLLECTOR_DOWN(DOUBLE, "lost_flows of it by cause: nobody listened"),
    LOST_SOCKET_OVERFLOW(
            DOUBLE, "lost_flows of it by cause: the kernel dropped datagrams on the socket"),
    LOST_SPOOL_OVERFLOW(DOUBLE, "lost_flows of it by cause: the spool was full"),
    LOST_TRUNCATED(
            DOUBLE, "lost_flows of it by cause: records were missing from datagrams that came"),
    LOST_REFUSED(DOUBLE, "lost_flows of it by cause: datagrams are in quarantine"),
    LOST_UPSTREAM(DOUBLE, "lost_flows of it by cause: network or exporter"),
    LOST_MIXED(DOUBLE, "lost_flows of it by cause: several causes"),
    LOST_UNKNOWN(DOUBLE, "lost_flows of it by cause: no entry of losses says why"),
    COVERAGE(
            DOUBLE,
            true,
            "part of the flows that was received, 0 to 1; NULL of nothing, and if some of the loss"
                    + " is not estimated"),
    UNESTIMATED_FLOWS(
            INT64,
            "lost flows of strata that no evidence speaks for: then the numbers with loss are too"
                    + " low by an unknown amount"),
    FLOWS_VARIANCE(DOUBLE, "variance of flows; rows add up"),
    FLOWS_THIRD(DOUBLE, "for the interval of flows: third moments; rows add up"),
    FLOWS_SPREAD(DOUBLE, "for the interval of flows: degrees of freedom; rows add up"),
    FLOWS_EXPOSURE(DOUBLE, "for the interval of flows: chance of loss; rows add up"),
    PACKETS_VARIANCE(DOUBLE, "variance of packets; rows add up"),
    PACKETS_THIRD(DOUBLE, "for the interval of packets: third moments; rows add up"),
    PACKETS_SPREAD(DOUBLE, "for the interval of packets: degrees of freedom; rows add up"),
    PACKETS_EXPOSURE(DOUBLE, "for the interval of packets: chance of loss; rows add up"),
    OCTETS_VARIANCE(DOUBLE, "variance of octets; rows add up"),
    OCTETS_THIRD(DOUBLE, "for the interval of octets: third moments; rows add up"),
    OCTETS_SPREAD(DOUBLE, "for the interval of octets: degrees of freedom; rows add up"),
    OCTETS_EXPOSURE(DOUBLE, "for the interval of octets: chance of loss; rows add up"),
    FLAGS(INT32, "OR of the flags of its postings"),
    SAMPLING(
            STRING, "where sampling rates came from: header, interval, all-bits, fixed; by commas"),
    ENRICHMENT_FIRST(STRING, "version of the files at its first minute of receipt"),
    ENRICHMENT_LAST(STRING, "version of the files at its last minute of receipt"),
    FIRST_RECEIVED(TIMESTAMP, "first minute of receipt of its postings"),
    LAST_RECEIVED(TIMESTAMP, "last minute of receipt of its postings");

    private final ColumnDefinition definition;

    RollupColumn(ColumnType type, String description) {
        this(type, false, description);
    }

    RollupColumn(ColumnType type, boolean nullable, String description) {
        definition = new ColumnDefinition(type, nullable, description);
    }

    @Override
    public ColumnDefinition definition() {
        return definition;
    }
}
