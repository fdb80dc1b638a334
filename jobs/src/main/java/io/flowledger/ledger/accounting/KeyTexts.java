package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.InterfaceTable;
import io.flowledger.ledger.enrich.Names;
import io.flowledger.ledger.sequence.SessionKey;

/** What the bits of a key say to a reader: a number, a text, or nothing where it is unknown. */
final class KeyTexts {

    private final SessionKey session;
    private final Names names;
    private final Stratum stratum;

    KeyTexts(Stratum stratum) {
        this.session = stratum.session;
        this.names = stratum.accounting.names;
        this.stratum = stratum;
    }

    /** {@link Posting#UNKNOWN} where a column is text, or it is not known. */
    long number(KeyColumn column, long value) {
        return switch (column.kind()) {
            case NUMBER, ADDRESS -> value;
            case NUMBER_OR_UNKNOWN -> value == 0 ? Posting.UNKNOWN : value;
            default -> Posting.UNKNOWN;
        };
    }

    /** The text of a column that is text, or the name that a number has; null if there is none. */
    String text(KeyColumn column, long value) {
        return switch (column.kind()) {
            case SESSION -> ofSession(column);
            case NAME -> names.name((int) value);
            case DIRECTION -> value == 0 ? null : FlowDirection.ofCode((int) value).label();
            case TCP_CLASS -> value == 0 ? null : TcpClass.ofCode((int) value).label();
            case NETWORK -> network(value);
            case NUMBER_OR_UNKNOWN -> names.name(stratum.enrichment.asNames().name((int) value));
            case NUMBER ->
                    column == KeyColumn.IN_IF || column == KeyColumn.OUT_IF
                            ? interfaceName((int) value)
                            : null;
            case ADDRESS -> null;
        };
    }

    private String ofSession(KeyColumn column) {
        if (session.equals(Accounts.BEYOND)) {
            return null;
        }
        return column == KeyColumn.EXPORTER
                ? session.exporter()
                : session.engineType() + "/" + session.engineId();
    }

    private String interfaceName(int ifIndex) {
        InterfaceTable interfaces = stratum.enrichment.interfaces();
        int row = interfaces.find(session.addressHigh(), session.addressLow(), ifIndex);
        return row < 0 ? null : names.name(interfaces.name(row));
    }

    private static String network(long value) {
        long length = value & 63;
        if (length == KeyColumn.UNKNOWN_NETWORK) {
            return null;
        }
        long base = value >>> 6;
        return (base >>> 24)
                + "."
                + (base >>> 16 & 255)
                + "."
                + (base >>> 8 & 255)
                + "."
                + (base & 255)
                + "/"
                + length;
    }
}
