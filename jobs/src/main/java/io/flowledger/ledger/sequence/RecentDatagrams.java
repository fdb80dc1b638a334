package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The datagrams a numbering had last, to know a duplicate by and to read the numbering's convention
 * from: all of the reorder window and never fewer than {@link #KEPT}, up to {@link #MAX}. A ring of
 * primitive arrays with a hash chain by sequence, since it is asked and added to for every
 * datagram; it grows with the session's rate and starts tiny, since most sessions of a flood have
 * one.
 */
final class RecentDatagrams {

    /** Enough to tell conventions apart. */
    static final int KEPT = 64;

    /** Bounds one session's memory to about a megabyte. */
    static final int MAX = 32_768;

    private static final int SMALLEST = 4;
    private static final int LARGE = 4 * KEPT;

    private int[] sequences = new int[SMALLEST];
    private int[] counts = new int[SMALLEST];
    private int[] hashes = new int[SMALLEST];
    private int[] uptimes = new int[SMALLEST];
    private long[] received = new long[SMALLEST];

    /** Entry with the same bucket before this one; entries are numbered from 1, 0 is none. */
    private long[] chain = new long[SMALLEST];

    private long[] heads = new long[SMALLEST];
    private long oldest = 1;
    private long next = 1;

    void add(Sighting s) {
        add(s.sequence, s.claimed, s.contentHash, s.uptimeMillis, s.receivedMicros);
    }

    private void add(int sequence, int count, int hash, int uptime, long receivedMicros) {
        if (size() == sequences.length) {
            resize(2 * sequences.length);
        }
        int slot = slot(next);
        sequences[slot] = sequence;
        counts[slot] = count;
        hashes[slot] = hash;
        uptimes[slot] = uptime;
        received[slot] = receivedMicros;
        link(next);
        next++;
    }

    /** Whether this very datagram is among them. */
    boolean contains(Sighting s) {
        for (long i = heads[bucket(s.sequence)]; i >= oldest; i = chain[slot(i)]) {
            int slot = slot(i);
            if (sequences[slot] == s.sequence
                    && hashes[slot] == s.contentHash
                    && counts[slot] == s.claimed) {
                return true;
            }
        }
        return false;
    }

    boolean hasSequence(int sequence) {
        for (long i = heads[bucket(sequence)]; i >= oldest; i = chain[slot(i)]) {
            if (sequences[slot(i)] == sequence) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return (int) (next - oldest);
    }

    /** Whether the oldest one must not be kept any longer. */
    boolean isOldestDue(long receivedBeforeMicros) {
        return size() > MAX || size() > KEPT && received[slot(oldest)] < receivedBeforeMicros;
    }

    void dropOldest() {
        oldest++;
    }

    /** Whether it holds memory worth giving back. */
    boolean isLarge() {
        return sequences.length > LARGE;
    }

    /** Gives back the memory of a time when the session was much faster. */
    void trim() {
        if (isLarge() && size() <= sequences.length / 4) {
            resize(Math.max(KEPT, 2 * Integer.highestOneBit(size())));
        }
    }

    /** By age, 0 is the oldest. */
    int sequence(int index) {
        return sequences[slot(oldest + index)];
    }

    int count(int index) {
        return counts[slot(oldest + index)];
    }

    int uptime(int index) {
        return uptimes[slot(oldest + index)];
    }

    long receivedMicros(int index) {
        return received[slot(oldest + index)];
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size());
        for (int i = 0; i < size(); i++) {
            int slot = slot(oldest + i);
            out.writeInt(sequences[slot]);
            out.writeInt(counts[slot]);
            out.writeInt(hashes[slot]);
            out.writeInt(uptimes[slot]);
            out.writeLong(received[slot]);
        }
    }

    static RecentDatagrams read(DataInput in) throws IOException {
        RecentDatagrams recent = new RecentDatagrams();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            recent.add(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readLong());
        }
        return recent;
    }

    private int slot(long entry) {
        return (int) entry & sequences.length - 1;
    }

    /** Neighbouring datagrams differ by a few in sequence; the multiplication spreads them. */
    private int bucket(int sequence) {
        return (sequence * 0x9E37_79B9 >>> 16) & heads.length - 1;
    }

    private void link(long entry) {
        int slot = slot(entry);
        int bucket = bucket(sequences[slot]);
        chain[slot] = heads[bucket];
        heads[bucket] = entry;
    }

    /** To a power of two that holds what is kept. */
    private void resize(int capacity) {
        RecentDatagrams resized = new RecentDatagrams();
        resized.sequences = new int[capacity];
        resized.counts = new int[capacity];
        resized.hashes = new int[capacity];
        resized.uptimes = new int[capacity];
        resized.received = new long[capacity];
        resized.chain = new long[capacity];
        resized.heads = new long[Math.min(capacity, 1 << 16)];
        for (long i = oldest; i < next; i++) {
            int slot = slot(i);
            resized.add(sequences[slot], counts[slot], hashes[slot], uptimes[slot], received[slot]);
        }
        sequences = resized.sequences;
        counts = resized.counts;
        hashes = resized.hashes;
        uptimes = resized.uptimes;
        received = resized.received;
        chain = resized.chain;
        heads = resized.heads;
        next = resized.next;
        oldest = resized.oldest;
    }
}
