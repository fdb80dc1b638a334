package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * Domains in order of size: by octets, and those of the same number by key, so that the order never
 * depends on the order in which they came.
 */
final class Largest {

    private Largest() {}

    static int[] first(DomainTable table) {
        int size = table.size();
        long[] octets = new long[size];
        for (int domain = 0; domain < size; domain++) {
            octets[domain] = table.octets(domain);
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, domain -> domain);
        Arrays.sort(order, (a, b) -> compare(table, octets, a, b));
        int[] domains = new int[size];
        Arrays.setAll(domains, i -> order[i]);
        return domains;
    }

    private static int compare(DomainTable table, long[] octets, int a, int b) {
        int bySize = Long.compare(octets[b], octets[a]);
        if (bySize != 0) {
            return bySize;
        }
        int byHigh = Long.compare(table.high(a), table.high(b));
        return byHigh != 0 ? byHigh : Long.compare(table.low(a), table.low(b));
    }
}
