package io.flowledger.ledger.accounting;

/**
 * How many domains the strata of one task may hold together, each counted as often as it has
 * windows, so that no traffic fills the heap.
 */
public final class DomainBudget {

    private final long most;
    private long held;
    private long refused;

    public DomainBudget(long most) {
        this.most = most;
    }

    /** Whether there is room for one more; what finds none goes to {@code other}. */
    boolean take() {
        if (held >= most) {
            refused++;
            return false;
        }
        held++;
        return true;
    }

    void giveBack(long domains) {
        held -= domains;
    }

    /** Whether there is no room for more; new sessions are then accounted together. */
    boolean isSpent() {
        return held >= most;
    }

    /** For what has to be held whether there is room or not. */
    void force(long domains) {
        held += domains;
    }

    public long held() {
        return held;
    }

    /** Times that a key had to go to {@code other} for want of room. */
    public long refused() {
        return refused;
    }
}
