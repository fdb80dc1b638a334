package io.flowledger.ledger.estimate;

/** What a reader should know about an estimate besides its interval. */
public enum Flag {
    /** Some of it is at the rate of neighbouring minutes, its own having had no or one datagram. */
    IMPUTED,
    /** For some lost flows there is no evidence at all: they are counted, not estimated. */
    UNKNOWN,
    /** A stratum had only one datagram, which says nothing about how much datagrams differ. */
    SINGLE_DATAGRAM,
    /** Scaled up from 1-in-k packet sampling. */
    SAMPLED
}
