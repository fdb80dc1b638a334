package io.flowledger.ledger.accounting;

import java.util.Arrays;

/** The keys that the flows of a datagram have in one view. Reused. */
final class ViewKeys {

    private long[] high = new long[32];
    private long[] low = new long[32];
    private long[] hash = new long[32];
    private boolean[] passes = new boolean[32];
    private int[] domain = new int[32];

    void read(BoundView view, FlowColumns flows) {
        int count = flows.count();
        if (high.length < count) {
            high = new long[count];
            low = new long[count];
            hash = new long[count];
            passes = new boolean[count];
            domain = new int[count];
        }
        view.layout.pack(flows, view.columns, high, low);
        for (int i = 0; i < count; i++) {
            hash[i] = DomainTable.hash(high[i], low[i]);
        }
        Arrays.fill(passes, 0, count, true);
        for (FlowTest test : view.tests) {
            test.narrow(flows, passes);
        }
    }

    boolean passes(int flow) {
        return passes[flow];
    }

    void setDomain(int flow, int number) {
        domain[flow] = number;
    }

    /** The number of its key. */
    int domain(int flow) {
        return domain[flow];
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
}
