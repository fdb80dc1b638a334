package io.flowledger.ledger.accounting;

import java.util.Locale;

/** What a view can tell flows apart by. The code in a view's name is the column's own. */
public enum KeyColumn {
    /** The same for all of an export session, so it takes no room in a key. */
    EXPORTER(0, Kind.SESSION),
    /** Kind and slot of the exporting engine; of a session as well. */
    ENGINE(0, Kind.SESSION),
    IN_IF(16, Kind.NUMBER),
    OUT_IF(16, Kind.NUMBER),
    IN_LINK(24, Kind.NAME),
    OUT_LINK(24, Kind.NAME),
    /** By which side of the network its two interfaces face. */
    DIRECTION(3, Kind.DIRECTION),
    /** 0 is what exporters send for unknown. */
    SRC_AS(16, Kind.NUMBER_OR_UNKNOWN),
    DST_AS(16, Kind.NUMBER_OR_UNKNOWN),
    SRC_NETWORK(38, Kind.NETWORK),
    DST_NETWORK(38, Kind.NETWORK),
    SRC_SITE(24, Kind.NAME),
    DST_SITE(24, Kind.NAME),
    SRC_DATA_CENTRE(24, Kind.NAME),
    DST_DATA_CENTRE(24, Kind.NAME),
    SRC_CUSTOMER(24, Kind.NAME),
    DST_CUSTOMER(24, Kind.NAME),
    SRC_ZONE(24, Kind.NAME),
    DST_ZONE(24, Kind.NAME),
    APPLICATION(24, Kind.NAME),
    PROTOCOL(8, Kind.NUMBER),
    DSCP(6, Kind.NUMBER),
    TCP_CLASS(3, Kind.TCP_CLASS),
    SRC_ADDR(32, Kind.ADDRESS),
    DST_ADDR(32, Kind.ADDRESS),
    SRC_PORT(16, Kind.NUMBER),
    DST_PORT(16, Kind.NUMBER);

    /** How the bits of a key part are to be understood. */
    public enum Kind {
        SESSION,
        NUMBER,
        /** 0 stands for unknown. */
        NUMBER_OR_UNKNOWN,
        /** A number of {@link io.flowledger.ledger.enrich.Names}; 0 stands for unknown. */
        NAME,
        DIRECTION,
        /** 32 bits of address, then 6 of prefix length; {@link #UNKNOWN_NETWORK} for unknown. */
        NETWORK,
        TCP_CLASS,
        ADDRESS
    }

    static final long UNKNOWN_NETWORK = 63;

    private final int bits;
    private final Kind kind;

    KeyColumn(int bits, Kind kind) {
        this.bits = bits;
        this.kind = kind;
    }

    int bits() {
        return bits;
    }

    public Kind kind() {
        return kind;
    }

    /** Its name in a view's configuration and in the table of postings. */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
