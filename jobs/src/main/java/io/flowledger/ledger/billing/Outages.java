package io.flowledger.ledger.billing;

import java.io.Serializable;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The intervals in which nothing was received from an exporter while something of it was lost. That
 * nothing is in the books of such an interval does not mean that there was nothing.
 */
public final class Outages implements Serializable {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, BitSet> byExporter = new HashMap<>();

    /** All of the intervals that lie within a time. */
    public void add(String exporter, BillPeriod period, long afterMillis, long beforeMillis) {
        long length = period.intervalMillis();
        long first = -Math.floorDiv(period.fromMillis() - afterMillis, length);
        long end = Math.floorDiv(beforeMillis - period.fromMillis(), length);
        int from = (int) Math.max(0, first);
        int to = (int) Math.min(period.slots(), end);
        if (from < to) {
            byExporter.computeIfAbsent(exporter, none -> new BitSet()).set(from, to);
        }
    }

    /** It was heard of after all. */
    public void heard(String exporter, int slot) {
        BitSet slots = byExporter.get(exporter);
        if (slots != null && slot >= 0) {
            slots.clear(slot);
        }
    }

    public boolean isEmpty() {
        return byExporter.values().stream().allMatch(BitSet::isEmpty);
    }

    /** Those of any of the exporters, and those that nothing can be known of. */
    BitSet of(Collection<String> exporters, BillPeriod period) {
        BitSet all = new BitSet();
        all.set(0, period.firstKnown());
        all.set(period.endKnown(), period.slots());
        for (String exporter : exporters) {
            BitSet slots = byExporter.get(exporter);
            if (slots != null) {
                all.or(slots);
            }
        }
        return all;
    }

    /** For a message: how many intervals of how many exporters. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        byExporter.forEach((exporter, slots) -> counts.put(exporter, slots.cardinality()));
        return counts;
    }

    /** As ISO-8601 intervals with a space between; null if there are none. */
    static String text(BitSet slots, BillPeriod period) {
        StringBuilder text = new StringBuilder();
        int end;
        for (int from = slots.nextSetBit(0); from >= 0; from = slots.nextSetBit(end)) {
            end = slots.nextClearBit(from);
            text.append(text.isEmpty() ? "" : " ")
                    .append(Instant.ofEpochMilli(period.startMillis(from)))
                    .append('/')
                    .append(Instant.ofEpochMilli(period.startMillis(end)));
        }
        return text.isEmpty() ? null : text.toString();
    }
}
