package io.flowledger.ledger.accounting;

import java.util.Arrays;

/**
 * Flows of one datagram put together by domain, since it is what a datagram brings to a domain in
 * all whose squares and cubes an estimate needs. Reused from datagram to datagram.
 *
 * <pre>
 *   a group, 7 longs
 *   +--------+-------+---------+--------+-------+---------+--------+
 *   | domain | flows | packets | octets | flows | packets | octets |
 *   +--------+-------+---------+--------+-------+---------+--------+
 *              of this group              of the domain in all
 * </pre>
 */
final class FlowGroups {

    /** There is no such group. */
    static final int NONE = -1;

    /** Of a group. */
    static final int LONGS = 7;

    // places among them
    static final int OWN = 1;
    static final int ALL = 4;

    private static final int FIRST_NUMBER = 1;
    private static final int LAST_NUMBER = 1 << 30;

    private long[] groups = new long[LONGS];
    private int count;

    /** By domain the number of its latest group, counted through all datagrams. */
    private int[] numbers = new int[0];

    /** The number of the first group; one below that is of another datagram. */
    private int first = FIRST_NUMBER;

    /** Forgets all groups. */
    void clear(int domains) {
        first += count;
        count = 0;
        if (numbers.length < domains) {
            numbers = Arrays.copyOf(numbers, 2 * domains);
        }
        if (first > LAST_NUMBER) {
            Arrays.fill(numbers, 0);
            first = FIRST_NUMBER;
        }
    }

    /**
     * Puts flows together; there are no groups yet. What they bring to a domain in all is not set.
     *
     * @param flows of the batch, between two places here
     * @param domainOf their domains, by flow of the batch
     */
    void gather(int[] flows, int from, int to, int[] domainOf, long[] packets, long[] octets) {
        makeRoom(to - from);
        int[] numberOf = numbers;
        long[] longs = groups;
        int begun = first;
        int found = 0;
        for (int i = from; i < to; i++) {
            int flow = flows[i];
            int domain = domainOf[flow];
            // whether it has a group already is as good as random: without a branch
            int present = numberOf[domain] - begun;
            int isNew = present >>> 31;
            int group = isNew == 1 ? found : present;
            long kept = isNew - 1L;
            found += isNew;
            numberOf[domain] = begun + group;
            int at = LONGS * group;
            longs[at] = domain;
            longs[at + OWN] = (longs[at + OWN] & kept) + 1;
            longs[at + OWN + 1] = (longs[at + OWN + 1] & kept) + packets[flow];
            longs[at + OWN + 2] = (longs[at + OWN + 2] & kept) + octets[flow];
        }
        count = found;
    }

    private void makeRoom(int more) {
        if (groups.length < LONGS * (count + more)) {
            groups = Arrays.copyOf(groups, LONGS * (count + more));
        }
    }

    /** Another group, which there is none of its domain of. */
    int add(int domain, long flows, long packets, long octets) {
        makeRoom(1);
        int at = LONGS * count;
        groups[at] = domain;
        groups[at + OWN] = flows;
        groups[at + OWN + 1] = packets;
        groups[at + OWN + 2] = octets;
        numbers[domain] = first + count;
        setAllToOwn(count);
        return count++;
    }

    int count() {
        return count;
    }

    /** The group of a domain, or {@link #NONE}. */
    int find(int domain) {
        return Math.max(NONE, numbers[domain] - first);
    }

    /** All groups, one after the other. */
    long[] longs() {
        return groups;
    }

    int domain(int group) {
        return (int) groups[LONGS * group];
    }

    /** Of a group by itself, as packets and octets are. */
    long flows(int group) {
        return groups[LONGS * group + OWN];
    }

    long packets(int group) {
        return groups[LONGS * group + OWN + 1];
    }

    long octets(int group) {
        return groups[LONGS * group + OWN + 2];
    }

    // ---- what the datagram brings to the domain in all -----------------------------------------

    /** It is what the groups have. */
    void setAllToOwn() {
        for (int group = 0; group < count; group++) {
            setAllToOwn(group);
        }
    }

    void setAllToOwn(int group) {
        int at = LONGS * group;
        groups[at + ALL] = groups[at + OWN];
        groups[at + ALL + 1] = groups[at + OWN + 1];
        groups[at + ALL + 2] = groups[at + OWN + 2];
    }

    /** Makes it so much more. */
    void addToAll(int group, long flows, long packets, long octets) {
        int at = LONGS * group + ALL;
        groups[at] += flows;
        groups[at + 1] += packets;
        groups[at + 2] += octets;
    }

    long allFlows(int group) {
        return groups[LONGS * group + ALL];
    }

    long allPackets(int group) {
        return groups[LONGS * group + ALL + 1];
    }

    long allOctets(int group) {
        return groups[LONGS * group + ALL + 2];
    }
}
