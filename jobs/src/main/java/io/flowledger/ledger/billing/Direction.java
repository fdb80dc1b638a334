package io.flowledger.ledger.billing;

/** In which direction traffic went, as seen by what is billed. What has none is all {@link #IN}. */
public enum Direction {
    IN,
    OUT
}
