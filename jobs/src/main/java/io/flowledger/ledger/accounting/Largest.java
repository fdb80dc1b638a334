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

    /** By domain, which ones are among the {@code most} largest that keys have. */
    static boolean[] of(DomainTable table, int most) {
        int end = table.end();
        boolean[] kept = new boolean[end];
        if (table.size() <= most) {
            Arrays.fill(kept, true);
            return kept;
        }
        long[] octets = new long[end];
        for (int domain = DomainTable.FIRST; domain < end; domain++) {
            octets[domain] = table.octets(domain);
        }
        long[] ascending = Arrays.copyOfRange(octets, DomainTable.FIRST, end);
        Arrays.sort(ascending);
        long threshold = ascending[table.size() - most];
        int left = most;
        List<Integer> atThreshold = new ArrayList<>();
        for (int domain = DomainTable.FIRST; domain < end; domain++) {
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
