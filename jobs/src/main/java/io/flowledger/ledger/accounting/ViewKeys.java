package io.flowledger.ledger.accounting;

import java.util.Arrays;

/** The keys that the flows of a datagram have in one view. Reused. */
final class ViewKeys {

    private long[] high = new long[32];
    private long[] low = new long[32];
    private long[] hash = new long[32];
    private boolean[] passes = new boolean[32];
    private int count;
    private boolean same;
    private boolean filtered;

    void read(BoundView view, FlowColumns flows) {
        count = flows.count();
        if (high.length < count) {
            high = new long[count];
            low = new long[count];
            hash = new long[count];
            passes = new boolean[count];
        }
        filtered = view.tests.length > 0;
        if (filtered) {
            Arrays.fill(passes, 0, count, true);
            for (FlowTest test : view.tests) {
                test.narrow(flows, passes);
            }
        }
        same = !filtered && flows.areSame(view.columns);
        int keys = same ? 1 : count;
        view.layout.pack(flows, view.columns, keys, high, low);
        for (int i = 0; i < keys; i++) {
            hash[i] = KeyIndex.hash(high[i], low[i]);
        }
    }

    /** Whether all flows pass and have the key of the first one; then only that one is here. */
    boolean areSame() {
        return same;
    }

    int count() {
        return count;
    }

    boolean passes(int flow) {
        return !filtered || passes[flow];
    }

    long high(int flow) {
        return high[flow];
    }

    long low(int flow) {
        return low[flow];
    }

    long hash(int flow) {
        return hash[flow];
    }

    /**
     * Finds the domain of each flow's key, {@link DomainTable#NONE} where there is none.
     *
     * @return whether all flows pass and there is a domain for each
     */
    boolean find(DomainTable table, int[] found) {
        return table.find(count, high, low, hash, found) && !filtered;
    }
}
