package io.flowledger.ledger.billing;

/** What a bill is for. */
public enum Billed {
    /** An interface of an exporter: in is what came in by it, out what left by it. */
    INTERFACE,
    /** A customer: in is what was sent to it, out what it sent. */
    CUSTOMER,
    /** A key of a view; there are no directions. */
    KEY
}
