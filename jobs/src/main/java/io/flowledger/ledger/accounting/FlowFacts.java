package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Direction;
import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.enrich.InterfaceTable;
import io.flowledger.ledger.enrich.PrefixTable;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.V5Layout;

/**
 * What is known of one flow: its record's fields, and what the operator's files say of them, looked
 * up once per flow when first asked for. Points at bytes, reused from flow to flow.
 */
final class FlowFacts {

    private static final int NOT_LOOKED_UP = -2;
    private static final int NONE = -1;

    private byte[] bytes;
    private int record;

    private SessionKey session;
    private PrefixTable prefixes;
    private InterfaceTable interfaces;
    private Enrichment enrichment;

    private int srcPrefix;
    private int dstPrefix;
    private int inInterface;
    private int outInterface;

    /** Flows from now on are of this session, looked up in this version of the files. */
    void begin(SessionKey of, Enrichment version) {
        session = of;
        enrichment = version;
        prefixes = version.prefixes();
        interfaces = version.interfaces();
    }

    void read(byte[] array, int offset) {
        bytes = array;
        record = offset;
        srcPrefix = NOT_LOOKED_UP;
        dstPrefix = NOT_LOOKED_UP;
        inInterface = NOT_LOOKED_UP;
        outInterface = NOT_LOOKED_UP;
    }

    long packets() {
        return V5Layout.u32(bytes, record + V5Layout.PACKETS);
    }

    long octets() {
        return V5Layout.u32(bytes, record + V5Layout.OCTETS);
    }

    /** The value of a column, in as many bits as it has. */
    long value(KeyPart part) {
        return switch (part.column()) {
            case EXPORTER, ENGINE -> 0;
            case IN_IF -> u16(V5Layout.IN_IF);
            case OUT_IF -> u16(V5Layout.OUT_IF);
            case IN_LINK -> link(inInterface());
            case OUT_LINK -> link(outInterface());
            case DIRECTION -> direction().ordinal();
            case SRC_AS -> u16(V5Layout.SRC_AS);
            case DST_AS -> u16(V5Layout.DST_AS);
            case SRC_NETWORK -> network(part, srcAddr(), V5Layout.SRC_MASK, true);
            case DST_NETWORK -> network(part, dstAddr(), V5Layout.DST_MASK, false);
            case SRC_SITE -> site(srcPrefix(), inInterface());
            case DST_SITE -> site(dstPrefix(), outInterface());
            case SRC_DATA_CENTRE -> srcPrefix() < 0 ? 0 : prefixes.dataCentre(srcPrefix);
            case DST_DATA_CENTRE -> dstPrefix() < 0 ? 0 : prefixes.dataCentre(dstPrefix);
            case SRC_CUSTOMER -> srcPrefix() < 0 ? 0 : prefixes.customer(srcPrefix);
            case DST_CUSTOMER -> dstPrefix() < 0 ? 0 : prefixes.customer(dstPrefix);
            case SRC_ZONE -> srcPrefix() < 0 ? 0 : prefixes.zone(srcPrefix);
            case DST_ZONE -> dstPrefix() < 0 ? 0 : prefixes.zone(dstPrefix);
            case APPLICATION -> application();
            case PROTOCOL -> u8(V5Layout.PROTO);
            case DSCP -> u8(V5Layout.TOS) >>> 2;
            case TCP_CLASS -> TcpClass.of(u8(V5Layout.PROTO), u8(V5Layout.TCP_FLAGS)).ordinal();
            case SRC_ADDR -> srcAddr() & 0xFFFF_FFFFL;
            case DST_ADDR -> dstAddr() & 0xFFFF_FFFFL;
            case SRC_PORT -> u16(V5Layout.SRC_PORT);
            case DST_PORT -> u16(V5Layout.DST_PORT);
        };
    }

    private int application() {
        return enrichment
                .applications()
                .application(
                        u8(V5Layout.PROTO),
                        srcAddr(),
                        u16(V5Layout.SRC_PORT),
                        dstAddr(),
                        u16(V5Layout.DST_PORT));
    }

    private FlowDirection direction() {
        return FlowDirection.of(facing(inInterface()), facing(outInterface()));
    }

    private Direction facing(int row) {
        return row < 0 ? Direction.UNKNOWN : interfaces.direction(row);
    }

    private int link(int row) {
        return row < 0 ? 0 : interfaces.link(row);
    }

    /** An address says more than the interface it was seen at. */
    private int site(int prefix, int interfaceRow) {
        int ofPrefix = prefix < 0 ? 0 : prefixes.site(prefix);
        return ofPrefix != 0 || interfaceRow < 0 ? ofPrefix : interfaces.site(interfaceRow);
    }

    private long network(KeyPart part, int address, int maskOffset, boolean source) {
        int length;
        switch (part.network()) {
            case MASK -> {
                length = u8(maskOffset);
                if (length == 0 || length > 32) {
                    return KeyColumn.UNKNOWN_NETWORK;
                }
            }
            case LENGTH -> length = part.length();
            default -> {
                int row = source ? srcPrefix() : dstPrefix();
                return row < 0
                        ? KeyColumn.UNKNOWN_NETWORK
                        : network(prefixes.network(row), prefixes.length(row));
            }
        }
        int mask = length == 0 ? 0 : -1 << 32 - length;
        return network(address & mask, length);
    }

    private static long network(int base, int length) {
        return (base & 0xFFFF_FFFFL) << 6 | length;
    }

    private int srcPrefix() {
        if (srcPrefix == NOT_LOOKED_UP) {
            srcPrefix = Math.max(NONE, prefixes.find(srcAddr()));
        }
        return srcPrefix;
    }

    private int dstPrefix() {
        if (dstPrefix == NOT_LOOKED_UP) {
            dstPrefix = Math.max(NONE, prefixes.find(dstAddr()));
        }
        return dstPrefix;
    }

    private int inInterface() {
        if (inInterface == NOT_LOOKED_UP) {
            inInterface = findInterface(V5Layout.IN_IF);
        }
        return inInterface;
    }

    private int outInterface() {
        if (outInterface == NOT_LOOKED_UP) {
            outInterface = findInterface(V5Layout.OUT_IF);
        }
        return outInterface;
    }

    private int findInterface(int offset) {
        int row = interfaces.find(session.addressHigh(), session.addressLow(), u16(offset));
        return Math.max(NONE, row);
    }

    private int srcAddr() {
        return V5Layout.i32(bytes, record + V5Layout.SRC_ADDR);
    }

    private int dstAddr() {
        return V5Layout.i32(bytes, record + V5Layout.DST_ADDR);
    }

    private int u8(int offset) {
        return V5Layout.u8(bytes, record + offset);
    }

    private int u16(int offset) {
        return V5Layout.u16(bytes, record + offset);
    }
}
