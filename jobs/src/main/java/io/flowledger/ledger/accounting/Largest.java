package io.flowledger.ledger.accounting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The largest domains by octets, of those of the same size the ones with the smallest keys: which
 * they are never depends on the order in which they came.
 */
final class Largest {

    private Largest() {}

    /** Which of the domains are among the {@code most} largest. */
    static boolean[] of(DomainTable table, int most) {
        int size = table.size();
        boolean[] kept = new boolean[size];
        if (size <= most) {
            Arrays.fill(kept, true);
            return kept;
        }
        long[] octets = new long[size];
        for (int domain = 0; domain < size; domain++) {
            octets[domain] = table.octets(domain);
        }
        long[] ascending = octets.clone();
        Arrays.sort(ascending);
        long threshold = ascending[size - most];
        int left = most;
        List<Integer> atThreshold = new ArrayList<>();
        for (int domain = 0; domain < size; domain++) {
            if (octets[domain] > threshold) {
                kept[domain] = true;
                left--;
            } else if (octets[domain] == threshold) {
                atThreshold.add(domain);
            }
        }
        if (atThreshold.size() > left) {
            atThreshold.sort((a, b) -> compare(table, a, b));
        }
        for (int domain : atThreshold.subList(0, left)) {
            kept[domain] = true;
        }
        return kept;
    }

    private static int compare(DomainTable table, int a, int b) {
        int byHigh = Long.compare(table.high(a), table.high(b));
        return byHigh != 0 ? byHigh : Long.compare(table.low(a), table.low(b));
    }
}
