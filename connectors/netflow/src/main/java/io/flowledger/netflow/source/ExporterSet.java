package io.flowledger.netflow.source;

import java.util.Arrays;
import java.util.Set;

/**
 * The exporters seen, up to a limit, so that forged senders cannot fill the memory. One thread
 * adds; asking for what is in it may be done from any. Open addressing over two longs per slot, no
 * object per exporter: it is asked for every datagram.
 */
final class ExporterSet {

    static final int LIMIT = 65_536;

    private long[] slots = new long[2 * 64];
    private boolean[] used = new boolean[64];
    private volatile int size;
    private long lastHigh;
    private long lastLow;

    /** For the writing thread. */
    void add(long high, long low) {
        if (high == lastHigh && low == lastLow && size > 0) {
            return;
        }
        int slot = slotOf(slots, used, high, low);
        if (!used[slot]) {
            if (size == LIMIT) {
                return;
            }
            insert(slot, high, low);
        }
        lastHigh = high;
        lastLow = low;
    }

    /** At {@link #LIMIT} it means that many or more. */
    int size() {
        return size;
    }

    /** An exporter, for sets of them. */
    record Exporter(long high, long low) {}

    synchronized void addTo(Set<Exporter> all) {
        for (int slot = 0; slot < used.length; slot++) {
            if (used[slot]) {
                all.add(new Exporter(slots[2 * slot], slots[2 * slot + 1]));
            }
        }
    }

    private synchronized void insert(int slot, long high, long low) {
        put(slots, used, slot, high, low);
        if (2 * (size + 1) > used.length) {
            grow();
        }
        size = size + 1;
    }

    private void grow() {
        long[] oldSlots = slots;
        boolean[] oldUsed = used;
        slots = new long[2 * oldSlots.length];
        used = Arrays.copyOf(new boolean[0], 2 * oldUsed.length);
        for (int old = 0; old < oldUsed.length; old++) {
            if (oldUsed[old]) {
                long high = oldSlots[2 * old];
                long low = oldSlots[2 * old + 1];
                put(slots, used, slotOf(slots, used, high, low), high, low);
            }
        }
    }

    private static void put(long[] slots, boolean[] used, int slot, long high, long low) {
        slots[2 * slot] = high;
        slots[2 * slot + 1] = low;
        used[slot] = true;
    }

    private static int slotOf(long[] slots, boolean[] used, long high, long low) {
        int mask = used.length - 1;
        long hash = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (hash >>> 32) & mask;
        while (used[slot] && (slots[2 * slot] != high || slots[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
