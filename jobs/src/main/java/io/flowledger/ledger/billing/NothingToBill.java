package io.flowledger.ledger.billing;

/** There is nothing of a month yet, or not at all, which need not be a mistake. */
public final class NothingToBill extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public NothingToBill(String message) {
        super(message);
    }
}
