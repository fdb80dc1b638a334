package io.flowledger.ledger.sequence;

/** Where the audit says what it found; called while a datagram or a time is handed in. */
public interface AuditEvents {

    /** Numbers are missing, for good unless a correction follows. */
    void missing(MissingRange range);

    /** A numbering settled, went on into another hour, or ended. */
    void report(SessionReport report);
}
