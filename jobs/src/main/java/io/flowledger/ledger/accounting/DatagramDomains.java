package io.flowledger.ledger.accounting;

/**
 * Which domains of a view the flows of a batch belong to, and of one datagram at a time which flows
 * have domains and which have none. Reused from view to view.
 */
final class DatagramDomains {

    /** In place of a domain: the flow passes, and its key was refused one. */
    private static final int NOWHERE = DomainTable.NONE - 1;

    private DomainTable table;

    /** Whether all flows of the batch pass and had domains then. */
    private boolean all;

    /** A bit for each key inserted since the domains of the batch were found, by its hash. */
    private long inserted;

    /** By flow of the batch. */
    private int[] domainOf = new int[0];

    /** Flows of the datagram that have domains. */
    private int[] known = new int[0];

    private int knownCount;

    /** Flows of the datagram that pass and have none. */
    private int[] unknown = new int[0];

    private int unknownCount;
    private final PlacedSums beyond = new PlacedSums();

    /** Nothing has been found. */
    void clear() {
        table = null;
    }

    /** Finds the domains of the flows from one on, unless they are those of this table already. */
    void find(DomainTable domains, ViewKeys keys, int from) {
        if (table != domains) {
            if (domainOf.length < keys.count()) {
                domainOf = new int[keys.count()];
                known = new int[keys.count()];
                unknown = new int[keys.count()];
            }
            table = domains;
            inserted = 0;
            all = keys.find(domains, from, domainOf);
        }
    }

    /** Whether all flows from the one that was asked for on pass and had domains then. */
    boolean areAll() {
        return all;
    }

    /**
     * Sorts the flows of a datagram that pass into those that have domains and those that have
     * none. Which they are is as good as random: without a branch.
     */
    void sort(ViewKeys keys, int from, int to) {
        int has = 0;
        int hasNot = 0;
        for (int flow = from; flow < to; flow++) {
            int passes = keys.passes(flow) ? 1 : 0;
            int isUnknown = domainOf[flow] >>> 31;
            known[has] = flow;
            unknown[hasNot] = flow;
            has += passes & ~isUnknown;
            hasNot += passes & isUnknown;
        }
        knownCount = has;
        unknownCount = hasNot;
        if (hasNot > 0 && inserted != 0) {
            sortAgain(keys);
        }
    }

    /** Earlier datagrams of the batch have brought keys. */
    private void sortAgain(ViewKeys keys) {
        int still = 0;
        for (int i = 0; i < unknownCount; i++) {
            int flow = unknown[i];
            domainOf[flow] = findInserted(keys, flow);
            if (domainOf[flow] < 0) {
                unknown[still++] = flow;
            } else {
                known[knownCount++] = flow;
            }
        }
        unknownCount = still;
    }

    /** A key of this hash has got a domain. */
    void noteInserted(long hash) {
        inserted |= 1L << hash;
    }

    private int findInserted(ViewKeys keys, int flow) {
        boolean isMaybe = (inserted & 1L << keys.hash(flow)) != 0;
        return isMaybe ? keys.find(table, flow) : DomainTable.NONE;
    }

    /** Has the view give domains to keys that have none; what gets none is {@link #beyond}. */
    void insertUnknown(ViewKeys keys, FlowBatch batch, WindowPieces pieces, ViewSums view) {
        if (beyond.flows() > 0) {
            beyond.clear();
        }
        for (int i = 0; i < unknownCount; i++) {
            int flow = unknown[i];
            // an earlier flow may have got it one
            int domain = findInserted(keys, flow);
            if (domain < 0) {
                domain = view.insert(keys, flow, batch.octets()[flow]);
            }
            domainOf[flow] = domain;
            if (domain >= 0) {
                noteInserted(keys.hash(flow));
                known[knownCount++] = flow;
            } else {
                domainOf[flow] = NOWHERE;
                beyond.add(pieces.place(flow), batch.packets()[flow], batch.octets()[flow]);
            }
        }
    }

    /** How many flows of the datagram have domains. */
    int count() {
        return knownCount;
    }

    /** How many have none. */
    int unknown() {
        return unknownCount;
    }

    /** The first {@link #count} are the flows that have domains, in no order. */
    int[] listed() {
        return known;
    }

    /** The domains of all flows of the batch that pass. */
    int[] domains() {
        return domainOf;
    }

    /** Whether a flow of the datagram passes and has no domain. */
    boolean isBeyond(int flow) {
        return domainOf[flow] == NOWHERE;
    }

    /** Of all flows of the datagram that pass and have no domain. */
    PlacedSums beyond() {
        return beyond;
    }
}
