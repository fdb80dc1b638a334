package io.flowledger.ledger.sequence;

/** Why a numbering began. The code is what state holds; codes are never reused. */
public enum Beginning {
    /** Nothing was known of the session. */
    FIRST_SEEN(1),
    /** The exporter booted: its uptime and its sequence started again. */
    RESTART(2),
    /** Sequence numbers went elsewhere without a boot. */
    RENUMBERED(3),
    /** A second sender with the same key, its boot time another one. */
    SECOND_SENDER(4);

    private final int code;

    Beginning(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Beginning ofCode(int code) {
        for (Beginning beginning : values()) {
            if (beginning.code == code) {
                return beginning;
            }
        }
        throw new IllegalArgumentException("no numbering begins with code " + code);
    }
}
