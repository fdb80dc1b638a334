package io.flowledger.ledger.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries of truncated datagrams, until the rows of the datagram come: they tell how many records
 * its header claimed, and count where the datagram counts, which may fill a hole of another time.
 */
final class Truncations {

    private static final int MOST = 1_000;

    private final Map<Long, LossLine> byFirst = new HashMap<>();
    private final Map<Long, LossLine> byLast = new HashMap<>();

    /** False if too many wait: then the entry is to be taken as any other. */
    boolean keep(LossLine entry) {
        if (byFirst.size() >= MOST) {
            return false;
        }
        byFirst.put(entry.firstSequence(), entry);
        byLast.put(entry.lastSequence(), entry);
        return true;
    }

    /** The entry whose missing records begin at a number; null if there is none. */
    LossLine takeBeginningAt(long sequence) {
        return take(byFirst.get(sequence & 0xFFFF_FFFFL));
    }

    /** The entry whose missing records end with a number; null if there is none. */
    LossLine takeEndingAt(long sequence) {
        return take(byLast.get(sequence & 0xFFFF_FFFFL));
    }

    private LossLine take(LossLine entry) {
        if (entry != null) {
            byFirst.remove(entry.firstSequence());
            byLast.remove(entry.lastSequence());
        }
        return entry;
    }

    /** Those whose datagrams did not come. */
    List<LossLine> left() {
        return List.copyOf(byFirst.values());
    }
}
