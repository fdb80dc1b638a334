package io.flowledger.ledger.accounting;

import io.flowledger.ledger.estimate.DomainSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of one window of one view in a stratum, by key. Arrays of numbers and no objects, since
 * every flow is added to one domain or more of every view. The moments that an estimate needs go by
 * datagram, so what a domain has of the datagram in hand is held apart until the next one comes; a
 * domain that only one datagram had, which most are in a view by address, takes no moments.
 *
 * <pre>
 *   keys     2 longs     key, as the view's layout packs it
 *   pending  3 longs     datagram, its flows, sampling rate and flows of the domain; packets; octets
 *   moments  1 int       place of the moments, or -1
 *
 *   pending[0]   63        38 37       27 26      16 15       0
 *                +-----------+-----------+----------+----------+
 *                | datagram  | m         | flows    | rate − 1 |
 *                +-----------+-----------+----------+----------+
 * </pre>
 */
final class DomainTable {

    /** Flows that one datagram can hold at most: a UDP payload has room for 1365. */
    static final int MAX_FLOWS = (1 << 11) - 1;

    private static final int RATE_BITS = 16;
    private static final int FLOWS_SHIFT = RATE_BITS;
    private static final int RECORDS_SHIFT = FLOWS_SHIFT + 11;
    private static final int DATAGRAM_SHIFT = RECORDS_SHIFT + 11;
    private static final long ONE_FLOW = 1L << FLOWS_SHIFT;

    private static final int OBSERVED = 3;

    // places among the doubles of a domain
    private static final int FLOWS_SQUARED = 0;
    private static final int FLOWS_TIMES_RECORDS = 1;
    private static final int PACKETS = 2;
    private static final int OCTETS = PACKETS + 6;
    private static final int PACKETS_NOISE = OCTETS + 6;
    private static final int OCTETS_NOISE = PACKETS_NOISE + 1;
    static final int MOMENTS = OCTETS_NOISE + 1;

    private static final int INITIAL = 4;
    private static final int NO_MOMENTS = -1;

    private int size;
    private long[] keys = new long[2 * INITIAL];
    private long[] pending = new long[3 * INITIAL];
    private int[] momentsAt = new int[INITIAL];

    private int momentsSize;
    private long[] observed = new long[0];
    private double[] moments = new double[0];

    /** Open addressing: 1 + domain, 0 for a free place; twice as long as there are domains. */
    private int[] index = new int[2 * INITIAL];

    int size() {
        return size;
    }

    /**
     * A datagram as {@link #add} wants it.
     *
     * @param datagram its number in the stratum, from 1
     */
    static long datagramBits(long datagram, int records, int rate) {
        return datagram << DATAGRAM_SHIFT
                | (long) Math.min(records, MAX_FLOWS) << RECORDS_SHIFT
                | rate - 1;
    }

    /** The domain of a key, or -1. */
    int find(long high, long low) {
        int mask = index.length - 1;
        for (int at = hash(high, low) & mask; ; at = at + 1 & mask) {
            int domain = index[at] - 1;
            if (domain < 0 || keys[2 * domain] == high && keys[2 * domain + 1] == low) {
                return domain;
            }
        }
    }

    /** A new domain, of nothing yet. */
    int insert(long high, long low) {
        if (2 * (size + 1) > index.length) {
            grow();
        }
        int domain = size++;
        keys[2 * domain] = high;
        keys[2 * domain + 1] = low;
        momentsAt[domain] = NO_MOMENTS;
        Arrays.fill(pending, 3 * domain, 3 * domain + 3, 0);
        enter(domain);
        return domain;
    }

    void add(int domain, long datagramBits, int flows, long packets, long octets) {
        int at = 3 * domain;
        if ((pending[at] ^ datagramBits) >>> DATAGRAM_SHIFT != 0) {
            flush(domain);
            pending[at] = datagramBits;
        }
        pending[at] += flows * ONE_FLOW;
        pending[at + 1] += packets;
        pending[at + 2] += octets;
    }

    // ---- moments -------------------------------------------------------------------------------

    /** Adds what the domain has of the datagram that was in hand to its moments. */
    private void flush(int domain) {
        int at = 3 * domain;
        long bits = pending[at];
        if (bits == 0) {
            return;
        }
        int slot = momentsOf(domain);
        int records = (int) (bits >>> RECORDS_SHIFT) & MAX_FLOWS;
        int flows = (int) (bits >>> FLOWS_SHIFT) & MAX_FLOWS;
        double rate = (bits & (1 << RATE_BITS) - 1) + 1;
        long packets = pending[at + 1];
        long octets = pending[at + 2];
        observed[OBSERVED * slot] += flows;
        observed[OBSERVED * slot + 1] += packets;
        observed[OBSERVED * slot + 2] += octets;
        int m = MOMENTS * slot;
        moments[m + FLOWS_SQUARED] += (double) flows * flows;
        moments[m + FLOWS_TIMES_RECORDS] += (double) flows * records;
        addMoments(m + PACKETS, rate * packets, records);
        addMoments(m + OCTETS, rate * octets, records);
        if (rate > 1) {
            double noise = rate * (rate - 1);
            double mean = packets == 0 ? 0 : (double) octets / packets;
            moments[m + PACKETS_NOISE] += noise * packets;
            moments[m + OCTETS_NOISE] += noise * packets * mean * mean;
        }
        Arrays.fill(pending, at, at + 3, 0);
    }

    /** y, y², ym, y³, y²m, ym². */
    private void addMoments(int at, double y, double m) {
        double square = y * y;
        double product = y * m;
        moments[at] += y;
        moments[at + 1] += square;
        moments[at + 2] += product;
        moments[at + 3] += square * y;
        moments[at + 4] += square * m;
        moments[at + 5] += product * m;
    }

    private int momentsOf(int domain) {
        if (momentsAt[domain] == NO_MOMENTS) {
            int slot = momentsSize++;
            if (OBSERVED * slot == observed.length) {
                int more = Math.max(INITIAL, 2 * slot);
                observed = Arrays.copyOf(observed, OBSERVED * more);
                moments = Arrays.copyOf(moments, MOMENTS * more);
            }
            Arrays.fill(observed, OBSERVED * slot, OBSERVED * (slot + 1), 0);
            Arrays.fill(moments, MOMENTS * slot, MOMENTS * (slot + 1), 0);
            momentsAt[domain] = slot;
        }
        return momentsAt[domain];
    }

    // ---- what there is -------------------------------------------------------------------------

    long high(int domain) {
        return keys[2 * domain];
    }

    long low(int domain) {
        return keys[2 * domain + 1];
    }

    /** Flows, not scaled by anything. */
    long flows(int domain) {
        return held(domain, 0) + (pending[3 * domain] >>> FLOWS_SHIFT & MAX_FLOWS);
    }

    long packets(int domain) {
        return held(domain, 1) + pending[3 * domain + 1];
    }

    long octets(int domain) {
        return held(domain, 2) + pending[3 * domain + 2];
    }

    private long held(int domain, int measure) {
        int slot = momentsAt[domain];
        return slot == NO_MOMENTS ? 0 : observed[OBSERVED * slot + measure];
    }

    /** A flow is seldom more than once in a domain, so that its third moments say nothing. */
    DomainSums flowSums(int domain) {
        long total = flows(domain);
        flush(domain);
        int m = MOMENTS * momentsOf(domain);
        return new DomainSums(
                total, moments[m + FLOWS_SQUARED], moments[m + FLOWS_TIMES_RECORDS], 0, 0, 0);
    }

    /** Packets, scaled by packet sampling. */
    DomainSums packetSums(int domain) {
        return sums(domain, PACKETS);
    }

    /** Octets, scaled by packet sampling. */
    DomainSums octetSums(int domain) {
        return sums(domain, OCTETS);
    }

    private DomainSums sums(int domain, int measure) {
        flush(domain);
        int at = MOMENTS * momentsOf(domain) + measure;
        return new DomainSums(
                Math.round(moments[at]),
                moments[at + 1],
                moments[at + 2],
                moments[at + 3],
                moments[at + 4],
                moments[at + 5]);
    }

    /** Variance of its packets that sampling brought in. */
    double packetNoise(int domain) {
        flush(domain);
        return moments[MOMENTS * momentsOf(domain) + PACKETS_NOISE];
    }

    double octetNoise(int domain) {
        flush(domain);
        return moments[MOMENTS * momentsOf(domain) + OCTETS_NOISE];
    }

    /** Adds all that a domain of another table has; of other datagrams than those of this one. */
    void absorb(int domain, DomainTable other, int from) {
        flush(domain);
        other.flush(from);
        int slot = momentsOf(domain);
        int theirs = other.momentsOf(from);
        for (int i = 0; i < OBSERVED; i++) {
            observed[OBSERVED * slot + i] += other.observed[OBSERVED * theirs + i];
        }
        for (int i = 0; i < MOMENTS; i++) {
            moments[MOMENTS * slot + i] += other.moments[MOMENTS * theirs + i];
        }
    }

    // ---- room ----------------------------------------------------------------------------------

    /** A table of those domains alone for which {@code kept} says so, in the same order. */
    DomainTable compacted(boolean[] kept) {
        DomainTable table = new DomainTable();
        for (int domain = 0; domain < size; domain++) {
            if (kept[domain]) {
                int copy = table.insert(high(domain), low(domain));
                System.arraycopy(pending, 3 * domain, table.pending, 3 * copy, 3);
                if (momentsAt[domain] != NO_MOMENTS) {
                    int to = table.momentsOf(copy);
                    int from = momentsAt[domain];
                    System.arraycopy(
                            observed, OBSERVED * from, table.observed, OBSERVED * to, OBSERVED);
                    System.arraycopy(moments, MOMENTS * from, table.moments, MOMENTS * to, MOMENTS);
                }
            }
        }
        return table;
    }

    private void grow() {
        index = new int[2 * index.length];
        int room = index.length / 2;
        keys = Arrays.copyOf(keys, 2 * room);
        pending = Arrays.copyOf(pending, 3 * room);
        momentsAt = Arrays.copyOf(momentsAt, room);
        for (int domain = 0; domain < size; domain++) {
            enter(domain);
        }
    }

    private void enter(int domain) {
        int mask = index.length - 1;
        int at = hash(keys[2 * domain], keys[2 * domain + 1]) & mask;
        while (index[at] != 0) {
            at = at + 1 & mask;
        }
        index[at] = domain + 1;
    }

    private static int hash(long high, long low) {
        long mixed = high * 0xC2B2_AE3D_27D4_EB4FL ^ low * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return (int) (mixed ^ mixed >>> 32);
    }

    // ---- state ---------------------------------------------------------------------------------

    /** One domain without its key. Datagrams in hand are over for it: none goes on after that. */
    void writeSums(int domain, DataOutput out) throws IOException {
        int at = 3 * domain;
        out.writeBoolean(momentsAt[domain] != NO_MOMENTS);
        for (int i = 0; i < 3; i++) {
            out.writeLong(pending[at + i]);
        }
        if (momentsAt[domain] != NO_MOMENTS) {
            int slot = momentsAt[domain];
            for (int i = 0; i < OBSERVED; i++) {
                out.writeLong(observed[OBSERVED * slot + i]);
            }
            for (int i = 0; i < MOMENTS; i++) {
                out.writeDouble(moments[MOMENTS * slot + i]);
            }
        }
    }

    void readSums(int domain, DataInput in) throws IOException {
        boolean hasMoments = in.readBoolean();
        int at = 3 * domain;
        for (int i = 0; i < 3; i++) {
            pending[at + i] = in.readLong();
        }
        if (hasMoments) {
            int slot = momentsOf(domain);
            for (int i = 0; i < OBSERVED; i++) {
                observed[OBSERVED * slot + i] = in.readLong();
            }
            for (int i = 0; i < MOMENTS; i++) {
                moments[MOMENTS * slot + i] = in.readDouble();
            }
        }
    }
}
