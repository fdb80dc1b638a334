package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Direction;
import java.util.Locale;

/** Where a flow went, by which side of the network the interfaces it used face. */
public enum FlowDirection {
    UNKNOWN,
    INBOUND,
    OUTBOUND,
    INTERNAL,
    TRANSIT;

    private static final FlowDirection[] ALL = values();

    static FlowDirection of(Direction in, Direction out) {
        if (in == Direction.UNKNOWN || out == Direction.UNKNOWN) {
            return UNKNOWN;
        }
        if (in == Direction.EXTERNAL) {
            return out == Direction.EXTERNAL ? TRANSIT : INBOUND;
        }
        return out == Direction.EXTERNAL ? OUTBOUND : INTERNAL;
    }

    static FlowDirection ofCode(int code) {
        return ALL[code];
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
