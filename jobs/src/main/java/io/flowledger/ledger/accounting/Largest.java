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
        long[] ascending = octets.clone();
        Arrays.sort(ascending);
        int[] domains = place(octets, ascending);
        orderEqualOnes(domains, octets, table);
        return domains;
    }

    /** Sorted as numbers, which is much faster than as objects: this is done for every few keys. */
    private static int[] place(long[] octets, long[] ascending) {
        int size = octets.length;
        int[] domains = new int[size];
        int[] taken = new int[size];
        for (int domain = 0; domain < size; domain++) {
            int first = firstOf(octets[domain], ascending);
            domains[size - 1 - first - taken[first]++] = domain;
        }
        return domains;
    }

    private static int firstOf(long value, long[] ascending) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (ascending[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static void orderEqualOnes(int[] domains, long[] octets, DomainTable table) {
        int from = 0;
        for (int i = 1; i <= domains.length; i++) {
            if (i == domains.length || octets[domains[i]] != octets[domains[from]]) {
                if (i - from > 1) {
                    orderByKey(domains, from, i, table);
                }
                from = i;
            }
        }
    }

    private static void orderByKey(int[] domains, int from, int to, DomainTable table) {
        Integer[] equal = new Integer[to - from];
        Arrays.setAll(equal, i -> domains[from + i]);
        Arrays.sort(equal, (a, b) -> compare(table, a, b));
        for (int i = from; i < to; i++) {
            domains[i] = equal[i - from];
        }
    }

    private static int compare(DomainTable table, int a, int b) {
        int byHigh = Long.compare(table.high(a), table.high(b));
        return byHigh != 0 ? byHigh : Long.compare(table.low(a), table.low(b));
    }
}
