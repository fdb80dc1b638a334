package io.flowledger.ledger.enrich;

import io.flowledger.netflow.wire.Ipv4Prefix;
import java.util.Arrays;

/**
 * Networks, found by longest prefix match; immutable. A prefix takes a column that it leaves empty
 * from the next shorter prefix around it that has it.
 *
 * <p>Prefixes are laid flat into disjoint ranges of addresses. The upper 16 bits of an address say
 * where its ranges are, a binary search over their lower 16 bits which it is: 8 steps in a /16 that
 * is full of /24s, in arrays of 6 bytes per range; measured by {@code EnrichmentBenchmark}.
 *
 * <pre>
 *   first[0 … 65536]    where the ranges of each /16 begin; each /16 begins a range
 *   starts[range]       lower 16 bits of the first address of the range
 *   owners[range]       row of the longest prefix that covers it, or -1
 * </pre>
 */
public final class PrefixTable {

    static final int ATTRIBUTES = 4;
    private static final int SLOTS = 1 << 16;

    private final Columns columns;
    private final int[] first;
    private final char[] starts;
    private final int[] owners;

    /**
     * What is known of each row. Rows are in order of address, a wider prefix before those in it.
     */
    static final class Columns {
        private final int[] networks;
        private final byte[] lengths;

        /** site, data centre, customer, zone: an array of rows for each. */
        private final int[][] attributes;

        Columns(int count) {
            networks = new int[count];
            lengths = new byte[count];
            attributes = new int[ATTRIBUTES][count];
        }

        /**
         * @param around row of the next shorter prefix around this one, set before, or {@link
         *     FlatRanges#NOBODY}
         */
        void set(int row, Ipv4Prefix prefix, int[] values, int around) {
            networks[row] = prefix.network();
            lengths[row] = (byte) prefix.length();
            for (int i = 0; i < ATTRIBUTES; i++) {
                boolean inherits = values[i] == 0 && around != FlatRanges.NOBODY;
                attributes[i][row] = inherits ? attributes[i][around] : values[i];
            }
        }
    }

    /**
     * @param flat ranges of addresses, owned by rows
     */
    PrefixTable(Columns columns, FlatRanges flat) {
        this.columns = columns;
        this.first = size() == 0 ? null : new int[SLOTS + 1];
        int most = size() == 0 ? 0 : flat.count() + SLOTS;
        char[] low = new char[most];
        int[] owner = new int[most];
        int count = size() == 0 ? 0 : cut(flat, low, owner);
        this.starts = Arrays.copyOf(low, count);
        this.owners = Arrays.copyOf(owner, count);
    }

    /** No networks. */
    static PrefixTable empty() {
        return new PrefixTable(new Columns(0), new FlatRanges(0));
    }

    /** Cuts ranges at each /16; returns how many there are then. */
    private int cut(FlatRanges flat, char[] low, int[] owner) {
        int count = 0;
        int range = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            first[slot] = count;
            long begin = (long) slot << 16;
            while (range + 1 < flat.count() && flat.start(range + 1) <= begin) {
                range++;
            }
            owner[count++] = flat.owner(range);
            while (range + 1 < flat.count() && flat.start(range + 1) < begin + SLOTS) {
                range++;
                low[count] = (char) flat.start(range);
                owner[count++] = flat.owner(range);
            }
        }
        first[SLOTS] = count;
        return count;
    }

    /**
     * The row of the longest prefix around an address; -1 if there is none.
     *
     * @param ipv4Address as a 32-bit number
     */
    public int find(int ipv4Address) {
        if (first == null) {
            return -1;
        }
        int slot = ipv4Address >>> 16;
        int low = ipv4Address & SLOTS - 1;
        int at = first[slot];
        int left = first[slot + 1] - at;
        // without a branch on the comparison: half of those would be predicted wrongly
        while (left > 1) {
            int half = left >>> 1;
            at = starts[at + half] <= low ? at + half : at;
            left -= half;
        }
        return owners[at];
    }

    /** Number of rows. */
    public int size() {
        return columns.networks.length;
    }

    /** Id in {@link Names}; 0: unknown. */
    public int site(int row) {
        return columns.attributes[0][row];
    }

    /** Id in {@link Names}; 0: unknown. */
    public int dataCentre(int row) {
        return columns.attributes[1][row];
    }

    /** Id in {@link Names}; 0: unknown. */
    public int customer(int row) {
        return columns.attributes[2][row];
    }

    /** Id in {@link Names}; 0: unknown. */
    public int zone(int row) {
        return columns.attributes[3][row];
    }

    /** First address of the prefix as a 32-bit number. */
    public int network(int row) {
        return columns.networks[row];
    }

    /** Length of the prefix in bits. */
    public int length(int row) {
        return columns.lengths[row];
    }
}
