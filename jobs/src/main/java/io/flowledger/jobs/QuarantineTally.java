package io.flowledger.jobs;

import io.flowledger.netflow.wire.Refusal;

/**
 * Running totals of what was refused, by reason. Held in checkpointed state, so that replay after a
 * failure does not count twice. Owned by one task thread.
 */
final class QuarantineTally {

    private final long[] counts = new long[Refusal.Reason.values().length];

    void add(Refusal.Reason reason) {
        counts[reason.ordinal()]++;
    }

    /** Adds totals saved by {@link #toArray()}; an array of an earlier version may be shorter. */
    void add(long[] saved) {
        for (int i = 0; i < Math.min(saved.length, counts.length); i++) {
            counts[i] += saved[i];
        }
    }

    long[] toArray() {
        return counts.clone();
    }

    long of(Refusal.Reason reason) {
        return counts[reason.ordinal()];
    }
}
