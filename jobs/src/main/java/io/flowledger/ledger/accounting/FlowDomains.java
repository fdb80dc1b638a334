package io.flowledger.ledger.accounting;

import java.util.Arrays;

/** Which domains of a view the flows of a batch belong to. Reused from view to view. */
final class FlowDomains {

    private static final int WORDS = 16;

    /** What is above this in a hash tells one of the bits of all words. */
    private static final int BIT_SHIFT = Long.SIZE - 10;

    private final FlowBatch batch;
    private ViewSums view;
    private ViewKeys keys;

    /** That the domains are of; null before any has been found. */
    private DomainTable table;

    /** Whether all flows of the batch had domains then. */
    private boolean all;

    /** By flow of the batch. */
    private int[] domainOf = new int[0];

    /** Flows of a datagram that pass and have none. */
    private int[] unknown = new int[0];

    /** A bit for each key inserted since the domains of the batch were found, by its hash. */
    private final long[] inserted = new long[WORDS];

    FlowDomains(FlowBatch batch) {
        this.batch = batch;
    }

    /** From now on it is about these keys. */
    void begin(ViewKeys ofFlows, ViewSums sums) {
        view = sums;
        keys = ofFlows;
        table = null;
        if (domainOf.length < keys.count()) {
            domainOf = new int[keys.count()];
            unknown = new int[keys.count()];
        }
    }

    /** Finds the domains of the flows from one on, unless they are those of this table already. */
    private void find(int from) {
        if (table != view.keys) {
            table = view.keys;
            Arrays.fill(inserted, 0);
            all = keys.find(table, from, domainOf);
        }
    }

    /**
     * Finds the domains of a datagram's flows; the view gives them to keys that have none. What
     * gets none is {@link DomainTable#BEYOND}.
     */
    void find(int from, int to) {
        find(from);
        if (all) {
            return;
        }
        int count = listUnknown(from, to);
        if (!view.hasRoom(count)) {
            count = leaveOutInserted(count);
            if (view.makeRoom(count)) {
                find(from);
                count = listUnknown(from, to);
            }
        }
        for (int i = 0; i < count; i++) {
            int flow = unknown[i];
            long hash = keys.hash(flow);
            // of most flows without a domain the key is not worth one
            if (isInserted(hash) || view.admits(hash, batch.octets()[flow])) {
                domainOf[flow] = findOrInsert(flow, hash, batch.octets()[flow]);
            }
        }
    }

    private int listUnknown(int from, int to) {
        boolean[] passes = keys.passes();
        int count = 0;
        for (int flow = from; flow < to; flow++) {
            unknown[count] = flow;
            count += domainOf[flow] == DomainTable.BEYOND & passes[flow] ? 1 : 0;
        }
        return count;
    }

    /**
     * Leaves those out whose keys earlier datagrams of the batch have brought: how many are new is
     * the same however many datagrams are in a batch.
     */
    private int leaveOutInserted(int count) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            int flow = unknown[i];
            domainOf[flow] = keys.find(table, flow);
            unknown[left] = flow;
            left += domainOf[flow] == DomainTable.BEYOND ? 1 : 0;
        }
        return left;
    }

    /**
     * Finds the domain of a datagram's flows, which have the same key. Nothing is said of them by
     * themselves.
     *
     * @param flow one of them
     * @param octets of all of them
     */
    int findSame(int flow, long octets) {
        int domain = keys.find(view.keys, flow);
        if (domain == DomainTable.BEYOND) {
            view.makeRoom(1);
            long hash = keys.hash(flow);
            domain = view.admits(hash, octets) ? insert(flow, hash) : DomainTable.BEYOND;
        }
        return domain;
    }

    /** Says it of one flow. */
    void set(int flow, int domain) {
        domainOf[flow] = domain;
    }

    /** Whether a key of the hash may have been inserted since the domains were found. */
    private boolean isInserted(long hash) {
        return (inserted[word(hash)] & bit(hash)) != 0;
    }

    /** The domain of a key that may have been inserted, and of another one that is admitted. */
    private int findOrInsert(int flow, long hash, long octets) {
        if (!isInserted(hash)) {
            return insert(flow, hash);
        }
        int domain = keys.find(view.keys, flow);
        return domain == DomainTable.BEYOND && view.admits(hash, octets)
                ? insert(flow, hash)
                : domain;
    }

    private int insert(int flow, long hash) {
        int domain = view.insert(keys.high(flow), keys.low(flow));
        if (domain != DomainTable.BEYOND) {
            inserted[word(hash)] |= bit(hash);
        }
        return domain;
    }

    private static int word(long hash) {
        return (int) (hash >>> BIT_SHIFT) / Long.SIZE;
    }

    private static long bit(long hash) {
        return 1L << (hash >>> BIT_SHIFT);
    }

    /** By flow of the batch, of those that pass and have been found. */
    int[] domains() {
        return domainOf;
    }
}
