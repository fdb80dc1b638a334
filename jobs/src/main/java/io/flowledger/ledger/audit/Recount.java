package io.flowledger.ledger.audit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The positions of one numbering, recounted: from the first unit to the last, with the holes
 * between. Datagrams come in order of receipt, so nearly all of them begin where the last one ended
 * and cost two comparisons; holes are few.
 */
final class Recount {

    private final AuditedTime time;

    /** Whether the numbering began before the time that is audited. */
    private final boolean cut;

    final Ranges missing = new Ranges();

    /** What came late, as long as its correction may not be entered yet. */
    final Deque<Ranges.Range> filledLately = new ArrayDeque<>();

    private final long settlingMillis;

    boolean begun;

    /** Position of the first unit that counts. */
    long base;

    /** Position after the last one. */
    long top;

    /** Units that are there, each once. */
    long archived;

    long twice;
    Mismatch firstTwice;

    /**
     * @param settlingMillis for how long after a late datagram its correction may be on its way
     */
    Recount(AuditedTime time, boolean cut, long settlingMillis) {
        this.time = time;
        this.cut = cut;
        this.settlingMillis = settlingMillis;
    }

    /** A position whose low 32 bits the wire says, near the others. */
    long unwrap(long sequence) {
        return top + (int) (sequence - top);
    }

    void begin(long position) {
        begun = true;
        base = position;
        top = position;
    }

    /**
     * Takes units that were received; returns how many of them count and were not there yet.
     *
     * @param atMillis receive time, which never falls
     */
    long place(long start, long end, long atMillis) {
        if (time.isBefore(atMillis)) {
            top = Math.max(top, end);
            base = top;
            return 0;
        }
        long before = archived;
        if (!time.isWithin(atMillis)) {
            archived += fill(Math.max(base, start), Math.min(top, end), atMillis);
            return archived - before;
        }
        long from = start;
        if (from < base) {
            from = cut ? Math.min(base, end) : prepend(from, end, atMillis);
        }
        if (from > top) {
            missing.add(top, from, atMillis);
            archived += end - from;
            top = end;
        } else {
            long known = Math.min(end, top);
            if (from < known) {
                long filled = fill(from, known, atMillis);
                archived += filled;
                twice(from, known - from - filled, atMillis);
            }
            if (end > top) {
                archived += end - Math.max(from, top);
                top = end;
            }
        }
        return archived - before;
    }

    /** The exporter numbered up to here, though the last units did not come. */
    void reach(long end, long atMillis) {
        if (end > top && !time.isBefore(atMillis) && !time.isWithin(atMillis)) {
            return;
        }
        if (end > top) {
            if (time.isWithin(atMillis)) {
                missing.add(top, end, atMillis);
            } else {
                base = end;
            }
            top = end;
        }
    }

    /** It began farther down, and nothing of that came. */
    void beginBelow(long position, long atMillis) {
        if (position < base) {
            missing.add(position, base, atMillis);
            base = position;
        }
    }

    private long prepend(long start, long end, long atMillis) {
        long oldBase = base;
        base = start;
        archived += Math.min(end, oldBase) - start;
        if (end < oldBase) {
            missing.add(end, oldBase, atMillis);
        }
        return Math.min(end, oldBase);
    }

    private long fill(long from, long to, long atMillis) {
        if (from >= to || missing.size() == 0) {
            return 0;
        }
        while (!filledLately.isEmpty()
                && filledLately.peekFirst().atMillis() < atMillis - settlingMillis) {
            filledLately.removeFirst();
        }
        return missing.remove(
                from,
                to,
                (start, end, shown) ->
                        filledLately.addLast(new Ranges.Range(start, end, atMillis)));
    }

    private void twice(long from, long units, long atMillis) {
        if (units > 0) {
            twice += units;
            if (firstTwice == null) {
                firstTwice = new Mismatch(from & 0xFFFF_FFFFL, units, atMillis, Long.MIN_VALUE);
            }
        }
    }
}
