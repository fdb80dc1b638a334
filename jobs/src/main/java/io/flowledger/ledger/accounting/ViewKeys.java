package io.flowledger.ledger.accounting;

import java.util.Arrays;

/** The keys that the flows of a batch have in one view. Reused. */
final class ViewKeys {

    private long[] high;
    private long[] low;
    private long[] highRoom = new long[0];
    private long[] lowRoom = new long[0];
    private boolean[] passes = new boolean[0];

    /** By datagram. */
    private boolean[] same = new boolean[0];

    private int count;
    private boolean filtered;

    void read(BoundView view, FlowColumns flows, FlowBatch batch) {
        count = batch.flows();
        if (passes.length < count) {
            highRoom = new long[count];
            lowRoom = new long[count];
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
        KeyLayout layout = view.layout;
        int[] columns = view.columns;
        high = layout.pack(flows, columns, 0, layout.upper(), count, highRoom);
        low = layout.pack(flows, columns, layout.upper(), layout.parts(), count, lowRoom);
    }

    /** Whether all flows of a datagram pass and have the key of its first one. */
    boolean areSame(int datagram) {
        return same[datagram];
    }

    int count() {
        return count;
    }

    /** By flow. */
    boolean[] passes() {
        return passes;
    }

    long high(int flow) {
        return high[flow];
    }

    long low(int flow) {
        return low[flow];
    }

    /** Spread over all bits, over the upper ones best; the same for the same key, whoever asks. */
    long hash(int flow) {
        long mixed = high[flow] ^ Long.rotateLeft(low[flow] * 0x9E37_79B9_7F4A_7C15L, 32);
        return mixed * 0xC2B2_AE3D_27D4_EB4FL;
    }

    /** The domain of a flow's key, or {@link DomainTable#BEYOND}. */
    int find(DomainTable table, int flow) {
        return table.find(high[flow], low[flow]);
    }

    /** Whether all flows pass. */
    boolean allPass() {
        return !filtered;
    }

    /**
     * Finds the domains of all flows from one on.
     *
     * @return whether all of them have one
     */
    boolean find(DomainTable table, int from, int[] found) {
        return table.find(from, count, high, low, found);
    }
}
