package io.flowledger.ledger.audit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Positions {@code [from, to)} that do not overlap, each with a receive time. */
final class Ranges {

    record Range(long from, long to, long atMillis) {

        long units() {
            return to - from;
        }
    }

    interface Piece {
        void accept(long from, long to, long atMillis);
    }

    private final TreeMap<Long, Range> byStart = new TreeMap<>();
    private long units;

    int size() {
        return byStart.size();
    }

    long units() {
        return units;
    }

    Iterable<Range> all() {
        return byStart.values();
    }

    /** Adds what is not there yet; returns how much that was. */
    long add(long from, long to, long atMillis) {
        long before = units;
        long at = from;
        for (Range each : overlapping(from, to)) {
            put(at, each.from, atMillis);
            at = Math.max(at, each.to);
        }
        put(at, to, atMillis);
        return units - before;
    }

    /** Takes away what is there; each piece is told to the caller with its time. */
    long remove(long from, long to, Piece removed) {
        long before = units;
        for (Range each : overlapping(from, to)) {
            byStart.remove(each.from);
            units -= each.units();
            put(each.from, Math.min(each.to, from), each.atMillis);
            put(Math.max(each.from, to), each.to, each.atMillis);
            removed.accept(Math.max(from, each.from), Math.min(to, each.to), each.atMillis);
        }
        return before - units;
    }

    long remove(long from, long to) {
        return remove(from, to, (start, end, at) -> {});
    }

    long unitsIn(long from, long to) {
        long sum = 0;
        for (Range each : overlapping(from, to)) {
            sum += Math.min(to, each.to) - Math.max(from, each.from);
        }
        return sum;
    }

    /** Where the ranges begin that lead up to a position without a break; itself if none does. */
    long beginningOfRun(long end) {
        long at = end;
        Map.Entry<Long, Range> below = byStart.lowerEntry(at);
        while (below != null && below.getValue().to == at) {
            at = below.getKey();
            below = byStart.lowerEntry(at);
        }
        return at;
    }

    /** Tells what is here in {@code [from, to)} and not in the others. */
    void minus(Ranges others, long from, long to, Piece piece) {
        for (Range each : overlapping(from, to)) {
            long at = Math.max(from, each.from);
            long end = Math.min(to, each.to);
            Iterator<Range> covers = others.overlapping(at, end).iterator();
            while (at < end) {
                Range cover = covers.hasNext() ? covers.next() : null;
                long next = cover == null ? end : Math.max(at, cover.from);
                if (next > at) {
                    piece.accept(at, next, each.atMillis);
                }
                at = cover == null ? end : Math.max(at, cover.to);
            }
        }
    }

    private void put(long from, long to, long atMillis) {
        if (from < to) {
            byStart.put(from, new Range(from, to, atMillis));
            units += to - from;
        }
    }

    private List<Range> overlapping(long from, long to) {
        if (from >= to || byStart.isEmpty()) {
            return List.of();
        }
        Map.Entry<Long, Range> first = byStart.floorEntry(from);
        boolean reaches = first != null && first.getValue().to > from;
        List<Range> found = new ArrayList<>();
        for (Range each : byStart.subMap(reaches ? first.getKey() : from, to).values()) {
            found.add(each);
        }
        return found;
    }
}
