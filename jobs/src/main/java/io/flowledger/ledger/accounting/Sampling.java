package io.flowledger.ledger.accounting;

import io.flowledger.netflow.wire.V5Layout;
import java.util.Locale;

/** How an exporter says that it looked at one packet in k only. */
public enum Sampling {
    /** By the header as Cisco defines it: a mode, and an interval in the low 14 bits. */
    HEADER,
    /** By the interval in the low 14 bits, with or without a mode; Juniper leaves the mode out. */
    INTERVAL,
    /** By all 16 bits of the sampling word, as some exporters fill it. */
    ALL_BITS,
    /** Its header is not believed, or is silent: a rate that was configured, 1 for none. */
    FIXED;

    /** Two bits of mode over an interval of 14 bits. */
    private static final int INTERVAL_BITS = 14;

    private static final int INTERVAL_MASK = (1 << INTERVAL_BITS) - 1;

    /**
     * Packets that one counted packet stands for, 1 for no sampling.
     *
     * @param header bytes of a datagram from its header on
     * @param fixed the configured rate
     */
    int rate(byte[] header, int offset, int fixed) {
        int word = V5Layout.u16(header, offset + V5Layout.SAMPLING);
        int rate =
                switch (this) {
                    case HEADER -> word >>> INTERVAL_BITS == 0 ? 1 : word & INTERVAL_MASK;
                    case INTERVAL -> word & INTERVAL_MASK;
                    case ALL_BITS -> word;
                    case FIXED -> fixed;
                };
        return Math.max(1, rate);
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
