package io.flowledger.ledger.loss;

/** Why flows are missing. The code is what state holds; codes are never reused. */
public enum Cause {
    /** The receiver did not listen. */
    COLLECTOR_DOWN(1),
    /** The kernel dropped datagrams because the socket's buffer was full. */
    SOCKET_OVERFLOW(2),
    /** The spool had no room, or deleted what was not read yet. */
    SPOOL_OVERFLOW(3),
    /** The datagram came, but not all of its records. */
    TRUNCATED(4),
    /** The datagram came and was refused: it is in quarantine. */
    REFUSED(5),
    /** Lost in the network or by the exporter: nothing on our side explains it. */
    UPSTREAM(6),
    /** Several causes, and how much of it each has is not known. */
    MIXED(7);

    private final int code;

    Cause(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Cause ofCode(int code) {
        for (Cause cause : values()) {
            if (cause.code == code) {
                return cause;
            }
        }
        throw new IllegalArgumentException("no cause has the code " + code);
    }
}
