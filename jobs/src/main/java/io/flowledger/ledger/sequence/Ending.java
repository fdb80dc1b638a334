package io.flowledger.ledger.sequence;

/** Why a numbering ended. */
public enum Ending {
    RESTART,
    RENUMBERED,
    IDLE,
    END_OF_INPUT;

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
