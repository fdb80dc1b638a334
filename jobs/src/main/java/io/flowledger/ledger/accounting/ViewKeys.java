package io.flowledger.ledger.accounting;

import java.util.Arrays;

/** The keys that the flows of a batch have in one view. Reused. */
final class ViewKeys {

    private long[] high = new long[0];
    private long[] low = new long[0];
    private long[] hash = new long[0];
    private boolean[] passes = new boolean[0];

    /** By datagram. */
    private boolean[] same = new boolean[0];

    private int count;
    private boolean filtered;

    void read(BoundView view, FlowColumns flows, FlowBatch batch) {
        count = batch.flows();
        if (high.length < count) {
            high = new long[count];
            low = new long[count];
            hash = new long[count];
            passes = new boolean[count];
        }
        if (same.length < batch.datagrams()) {
            same = new boolean[batch.datagrams()];
        }
        filtered = view.tests.length > 0;
        Arrays.fill(passes, 0, count, true);
        for (FlowTest test : view.tests) {
            test.narrow(flows, passes);
        }
        Arrays.fill(same, 0, batch.datagrams(), !filtered);
        for (int part : view.columns) {
            flows.narrowToSame(part, batch, same);
        }
        if (areAllSame(batch.datagrams())) {
            for (int d = 0; d < batch.datagrams(); d++) {
                pack(view, flows, batch.from(d), batch.from(d) + 1);
            }
        } else {
            pack(view, flows, 0, count);
        }
    }

    private boolean areAllSame(int datagrams) {
        int d = 0;
        while (d < datagrams && same[d]) {
            d++;
        }
        return d == datagrams;
    }

    private void pack(BoundView view, FlowColumns flows, int from, int to) {
        view.layout.pack(flows, view.columns, from, to, high, low);
        for (int i = from; i < to; i++) {
            hash[i] = KeyIndex.hash(high[i], low[i]);
        }
    }

    /** Whether all flows of a datagram pass and have the key of its first one. */
    boolean areSame(int datagram) {
        return same[datagram];
    }

    int count() {
        return count;
    }

    boolean passes(int flow) {
        return passes[flow];
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

    /** The domain of a flow's key, or {@link DomainTable#NONE}. */
    int find(DomainTable table, int flow) {
        return table.find(high[flow], low[flow], hash[flow]);
    }

    /**
     * Finds the domains of all flows from one on.
     *
     * @return whether all of them pass and have one
     */
    boolean find(DomainTable table, int from, int[] found) {
        return !filtered & table.find(from, count, high, low, hash, found);
    }
}
