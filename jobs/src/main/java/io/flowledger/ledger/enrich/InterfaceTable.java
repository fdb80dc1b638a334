package io.flowledger.ledger.enrich;

import java.util.Arrays;

/** Interfaces of exporters; immutable. Found by hashing, without an object for the key. */
public final class InterfaceTable {

    private static final int EMPTY = -1;

    /** 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4). */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final InterfaceRow[] rows;

    /** Row of each slot, open addressing; at most half full, so that probing ends. */
    private final int[] slots;

    /**
     * @param rows of different interfaces
     */
    InterfaceTable(InterfaceRow[] rows) {
        this.rows = rows;
        this.slots = new int[Integer.highestOneBit(Math.max(1, rows.length)) << 2];
        Arrays.fill(slots, EMPTY);
        for (int row = 0; row < rows.length; row++) {
            InterfaceRow key = rows[row];
            int slot = slot(key.addressHigh(), key.addressLow(), key.ifIndex());
            while (slots[slot] != EMPTY) {
                slot = next(slot);
            }
            slots[slot] = row;
        }
    }

    /**
     * The row of an interface; -1 if there is none.
     *
     * @param addressHigh of the exporter, as {@code ExporterAddress} has it
     * @param addressLow of the exporter
     * @param ifIndex SNMP index, as flows have it
     */
    public int find(long addressHigh, long addressLow, int ifIndex) {
        int slot = slot(addressHigh, addressLow, ifIndex);
        while (slots[slot] != EMPTY && !rows[slots[slot]].is(addressHigh, addressLow, ifIndex)) {
            slot = next(slot);
        }
        return slots[slot];
    }

    /** Number of rows. */
    public int size() {
        return rows.length;
    }

    /** Id in {@link Names}; 0: unknown. */
    public int name(int row) {
        return rows[row].name();
    }

    /** The link that the interface is an end of: id in {@link Names}; 0: unknown. */
    public int link(int row) {
        return rows[row].link();
    }

    /** Bits per second; 0: unknown. */
    public long speedBitsPerSecond(int row) {
        return rows[row].speedBitsPerSecond();
    }

    public Direction direction(int row) {
        return rows[row].direction();
    }

    /** Id in {@link Names}; 0: unknown. */
    public int site(int row) {
        return rows[row].site();
    }

    /**
     * The interfaces of an exporter lie scattered, since neighbours have them under the same
     * numbers.
     */
    private int slot(long addressHigh, long addressLow, int ifIndex) {
        long exporter = (addressHigh * MIX ^ addressLow) * MIX;
        long mixed = (exporter ^ exporter >>> 32 ^ ifIndex) * MIX;
        return (int) (mixed >>> 32) & slots.length - 1;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }
}
