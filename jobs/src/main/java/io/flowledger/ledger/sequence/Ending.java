package io.flowledger.ledger.sequence;

/** Why a numbering ended. */
public enum Ending {
    RESTART,
    RENUMBERED,
    IDLE,
    END_OF_INPUT,
    /** More sessions than are audited at a time: it was silent and made room for another. */
    MADE_ROOM;

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
