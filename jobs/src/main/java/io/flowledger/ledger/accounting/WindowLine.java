package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * The groups of a view by window: an array over the windows from the first to the last, which a
 * long flow walks along. A hash table in its place took half of all the time.
 */
final class WindowLine {

    private static final int SLACK = 4;

    private long base;
    private DomainGroup[] groups = new DomainGroup[0];

    /** Null if there is none. */
    DomainGroup get(long window) {
        long at = window - base;
        return at >= 0 && at < groups.length ? groups[(int) at] : null;
    }

    void put(DomainGroup group) {
        long window = group.window;
        if (groups.length == 0) {
            base = window - SLACK + 1;
            groups = new DomainGroup[SLACK];
        } else if (window < base) {
            int more = Math.toIntExact(base - window) + SLACK;
            DomainGroup[] longer = new DomainGroup[groups.length + more];
            System.arraycopy(groups, 0, longer, more, groups.length);
            groups = longer;
            base -= more;
        } else if (window - base >= groups.length) {
            groups = Arrays.copyOf(groups, Math.toIntExact(window - base) + SLACK);
        }
        groups[(int) (window - base)] = group;
    }
}
