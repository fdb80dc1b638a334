package io.flowledger.ledger.accounting;

import java.util.Locale;

/** What the OR of a TCP flow's flags says about the connection. */
public enum TcpClass {
    /** Not TCP. */
    NONE,
    /** SYN was seen, no ACK: an attempt that nobody answered, or a scan. */
    ATTEMPT,
    /** RST was seen. */
    RESET,
    /** SYN, ACK and FIN: begun and ended within the record. */
    COMPLETE,
    /** SYN and ACK: begun within the record. */
    OPENED,
    /** FIN without SYN: begun before, ended within the record. */
    CLOSED,
    /** Neither: the middle of a connection. */
    ESTABLISHED;

    private static final int TCP = 6;
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    private static final TcpClass[] ALL = values();

    static TcpClass of(int proto, int flags) {
        if (proto != TCP) {
            return NONE;
        }
        if ((flags & RST) != 0) {
            return RESET;
        }
        boolean syn = (flags & SYN) != 0;
        boolean fin = (flags & FIN) != 0;
        if (syn && (flags & ACK) == 0) {
            return ATTEMPT;
        }
        if (syn) {
            return fin ? COMPLETE : OPENED;
        }
        return fin ? CLOSED : ESTABLISHED;
    }

    static TcpClass ofCode(int code) {
        return ALL[code];
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
