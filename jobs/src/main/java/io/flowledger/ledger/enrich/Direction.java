package io.flowledger.ledger.enrich;

/** Which side of the network an interface faces. */
public enum Direction {
    /** The file does not say. */
    UNKNOWN,
    /** Towards the own network: its sites, servers, subscribers. */
    INTERNAL,
    /** Towards others: transit, peering, the internet. */
    EXTERNAL
}
