package io.flowledger.ledger.accounting;

import java.util.Locale;

/** By which time a flow is posted to windows. */
public enum WindowTime {
    /** Packets and octets in proportion to the time in each window; the flow itself at its end. */
    SPREAD,
    /** All of it in the window of the flow's last packet. */
    END,
    /** All of it in the window in which the datagram was received. */
    RECEIVED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
