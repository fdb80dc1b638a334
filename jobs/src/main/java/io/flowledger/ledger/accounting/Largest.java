package io.flowledger.ledger.accounting;

import java.util.Arrays;
import java.util.Comparator;

/** Puts domains in order of size: octets, then key. */
final class Largest {

    private Largest() {}

    static int[] first(int[] domains, int count, DomainTable table) {
        Integer[] boxed = new Integer[count];
        Arrays.setAll(boxed, i -> domains[i]);
        Comparator<Integer> order =
                Comparator.comparingLong((Integer domain) -> -table.octets(domain))
                        .thenComparingLong(table::high)
                        .thenComparingLong(table::low);
        Arrays.sort(boxed, order);
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }
}
