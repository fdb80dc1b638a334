package io.flowledger.ledger.accounting;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The further windows of keys, beside the two latest ones of each: for each key a chain of slots,
 * later windows first. A slot is as {@link WindowLongs} has it.
 */
final class WindowSlots {

    private static final int LONGS = WindowLongs.COUNT;
    private static final int INITIAL = 4;

    private int size;
    private long[] slots = new long[0];

    int size() {
        return size;
    }

    /** The slots themselves; others when one has been inserted. */
    long[] longs() {
        return slots;
    }

    /** Where a slot begins. */
    static int at(int slot) {
        return LONGS * slot;
    }

    /**
     * The slot of a window in a chain.
     *
     * @param first slot of the chain, or {@link WindowLongs#NONE}
     * @return {@link WindowLongs#NONE} if it has none
     */
    int find(int first, long window) {
        int slot = first;
        while (slot != WindowLongs.NONE && window(slot) > window) {
            slot = next(slot);
        }
        return slot != WindowLongs.NONE && window(slot) == window ? slot : WindowLongs.NONE;
    }

    /**
     * A new slot in its place in a chain.
     *
     * @return the new first slot of the chain if it is that one, else {@code first}
     */
    int insert(int first, long window) {
        int before = WindowLongs.NONE;
        int after = first;
        while (after != WindowLongs.NONE && window(after) > window) {
            before = after;
            after = next(after);
        }
        int added = grow();
        WindowLongs.begin(slots, at(added), window, after);
        if (before == WindowLongs.NONE) {
            return added;
        }
        WindowLongs.setNext(slots, at(before), added);
        return first;
    }

    /** A new slot that is what is at a place in another array, what follows it included. */
    int push(long[] longs, int at) {
        int added = grow();
        System.arraycopy(longs, at, slots, at(added), LONGS);
        return added;
    }

    private int grow() {
        if (LONGS * (size + 1) > slots.length) {
            slots = Arrays.copyOf(slots, Math.max(LONGS * INITIAL, 2 * slots.length));
        }
        return size++;
    }

    private int next(int slot) {
        return WindowLongs.next(slots, at(slot));
    }

    private long window(int slot) {
        return WindowLongs.window(slots, at(slot));
    }

    /** Octets of all windows of a chain. */
    long octets(int first) {
        long sum = 0;
        for (int slot = first; slot != WindowLongs.NONE; slot = next(slot)) {
            sum += WindowLongs.octets(slots, at(slot));
        }
        return sum;
    }

    void forEach(int first, Consumer<WindowSums> action) {
        for (int slot = first; slot != WindowLongs.NONE; slot = next(slot)) {
            action.accept(WindowLongs.get(slots, at(slot)));
        }
    }
}
