package io.flowledger.ledger.accounting;

/**
 * Finds domains by their keys, which are with the rest of a domain. Open addressing, never more
 * than a quarter full: a guess that fails costs more than what it takes in memory.
 *
 * <pre>
 *   a place: the upper half of the key's hash over 1 + its domain; 0 for a free one
 * </pre>
 */
final class KeyIndex {

    /** Longs of a domain, of which the first two are the key. */
    static final int LONGS = 14;

    static final int LOW = 1;

    private static final long HASH_BITS = 0xFFFF_FFFF_0000_0000L;

    private final long[] places;

    /**
     * @param domains as many as it will ever have room for
     * @param size how many of them have keys already
     */
    KeyIndex(long[] domains, int size) {
        places = new long[4 * domains.length / LONGS];
        for (int domain = 0; domain < size; domain++) {
            enter(domains, domain);
        }
    }

    /**
     * Finds the domains of several keys, -1 for one that there is none of. In two loops, so that
     * the memory works on all of them at once.
     */
    boolean find(long[] domains, int count, long[] high, long[] low, long[] hash, int[] found) {
        int mask = places.length - 1;
        for (int i = 0; i < count; i++) {
            found[i] = (int) places[(int) hash[i] & mask] - 1;
        }
        int all = 0;
        for (int i = 0; i < count; i++) {
            int at = LONGS * found[i];
            if (at >= 0 && (domains[at] != high[i] || domains[at + LOW] != low[i])) {
                found[i] = find(domains, high[i], low[i], hash[i]);
            }
            all |= found[i];
        }
        return all >= 0;
    }

    /** The domain of a key, or -1. */
    int find(long[] domains, long high, long low, long hash) {
        int mask = places.length - 1;
        for (int at = (int) hash & mask; ; at = at + 1 & mask) {
            long entry = places[at];
            if (entry == 0) {
                return -1;
            }
            if (((entry ^ hash) & HASH_BITS) == 0) {
                int domain = (int) entry - 1;
                if (domains[LONGS * domain] == high && domains[LONGS * domain + LOW] == low) {
                    return domain;
                }
            }
        }
    }

    /** Enters a domain that has its key by now. */
    void enter(long[] domains, int domain) {
        long hash = hash(domains[LONGS * domain], domains[LONGS * domain + LOW]);
        int mask = places.length - 1;
        int at = (int) hash & mask;
        while (places[at] != 0) {
            at = at + 1 & mask;
        }
        places[at] = hash & HASH_BITS | domain + 1;
    }

    static long hash(long high, long low) {
        long mixed = high * 0xC2B2_AE3D_27D4_EB4FL ^ low * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return mixed ^ mixed >>> 32;
    }
}
