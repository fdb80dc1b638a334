package io.flowledger.ledger.accounting;

/**
 * The flows of one datagram that a view has to do with, listed by where they are: wholly in the
 * window of receipt, wholly in the one before, or cut. Reused from datagram to datagram.
 */
final class PlacedFlows {

    /** Flows of the batch; those of home are from here on in it. */
    int[] flows;

    int from;

    /** Here those of the window before begin. */
    int endOfHome;

    /** Here those that are cut begin. */
    int endOfPrevious;

    int to;

    private int[] passing = new int[0];

    /** Lists all flows. */
    void list(FlowBatch batch, int datagram, WindowPieces pieces) {
        flows = pieces.order();
        from = batch.from(datagram);
        endOfHome = pieces.endOfHome(datagram);
        endOfPrevious = pieces.endOfPrevious(datagram);
        to = batch.to(datagram);
    }

    /**
     * Lists flows that pass.
     *
     * @param passes by flow of the batch
     */
    void list(FlowBatch batch, int datagram, WindowPieces pieces, boolean[] passes) {
        list(batch, datagram, pieces);
        if (passing.length < to - from) {
            passing = new int[to - from];
        }
        int home = pass(0, from, endOfHome, passes);
        int previous = pass(home, endOfHome, endOfPrevious, passes);
        to = pass(previous, endOfPrevious, to, passes);
        endOfPrevious = previous;
        endOfHome = home;
        from = 0;
        flows = passing;
    }

    private int pass(int place, int first, int end, boolean[] passes) {
        int at = place;
        for (int i = first; i < end; i++) {
            if (passes[flows[i]]) {
                passing[at++] = flows[i];
            }
        }
        return at;
    }

    boolean areAllHome() {
        return endOfHome == to;
    }
}
