package io.flowledger.ledger.sequence;

/** How a datagram fits a numbering, from best to worst. */
enum Fit {
    /** Goes on exactly where the numbering stands. */
    IN_ORDER,
    /** This very datagram was there before. */
    DUPLICATE,
    /** Fills an open gap. */
    LATE,
    /** Came before the first one, as overtaking at the start has it. */
    EARLY,
    /** The convention is not settled: it may go on here. */
    UNSETTLED,
    /** Leaves a gap that can be believed. */
    AHEAD,
    /** Fills a gap that was already entered as lost. */
    CORRECTION,
    /** Goes on exactly, although neither clock agrees on the boot. */
    IN_ORDER_AFTER_STEP,
    /** Fits once the convention is read anew. */
    MISREAD,
    /** Behind everything remembered: may or may not have been there. */
    STALE,
    /** Belongs to another numbering. */
    FOREIGN
}
