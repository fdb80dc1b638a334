package io.flowledger.ledger.enrich;

import java.util.Arrays;

/**
 * Ranges that lie within each other or apart, laid flat: disjoint ranges in order, each owned by
 * the innermost one that covers it. Ranges are added by their start, of the same start the wider
 * one first.
 */
final class FlatRanges {

    /** Owner of what no range covers. */
    static final int NOBODY = -1;

    private final long last;
    private long[] starts = new long[16];
    private int[] owners = new int[16];
    private int count;
    private long[] openEnds = new long[64];
    private int[] openOwners = new int[64];
    private int open;

    /**
     * @param last the last number there is; the first is 0
     */
    FlatRanges(long last) {
        this.last = last;
        begin(0, NOBODY);
    }

    /**
     * Adds a range.
     *
     * @param end its last number
     * @return the owner of the narrowest range around it
     */
    int add(long start, long end, int owner) {
        int around = innermostAt(start);
        if (open == openEnds.length) {
            openEnds = Arrays.copyOf(openEnds, 2 * open);
            openOwners = Arrays.copyOf(openOwners, 2 * open);
        }
        openEnds[open] = end;
        openOwners[open++] = owner;
        begin(start, owner);
        return around;
    }

    /** Owner of a range that begins before {@code start}, and ends before {@code end}. */
    int crossing(long start, long end) {
        innermostAt(start);
        return open > 0 && openEnds[open - 1] < end ? openOwners[open - 1] : NOBODY;
    }

    /** Ends what is open; nothing can be added then. */
    void finish() {
        while (open > 0) {
            endInnermost();
        }
    }

    int count() {
        return count;
    }

    long start(int index) {
        return starts[index];
    }

    int owner(int index) {
        return owners[index];
    }

    private int innermostAt(long start) {
        while (open > 0 && openEnds[open - 1] < start) {
            endInnermost();
        }
        return open == 0 ? NOBODY : openOwners[open - 1];
    }

    private void endInnermost() {
        long next = openEnds[--open] + 1;
        if (next <= last) {
            begin(next, open == 0 ? NOBODY : openOwners[open - 1]);
        }
    }

    private void begin(long start, int owner) {
        if (count > 0 && starts[count - 1] == start) {
            count--;
        }
        if (count > 0 && owners[count - 1] == owner) {
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            owners = Arrays.copyOf(owners, 2 * count);
        }
        starts[count] = start;
        owners[count++] = owner;
    }
}
