package io.flowledger.ledger.billing;

/** Which of two directions is billed. */
public enum BillRule {
    /** The one with the larger percentile: the usual one. */
    MAX,
    IN,
    OUT,
    /** Both added up interval by interval, and the percentile of that. */
    SUM
}
