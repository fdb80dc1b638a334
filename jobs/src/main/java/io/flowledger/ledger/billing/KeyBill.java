package io.flowledger.ledger.billing;

import io.flowledger.ledger.estimate.Estimate;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds up the traffic of one key after the other, each in order of intervals, and makes its line of
 * the bill. Holds the intervals of one key, whatever the number of keys.
 */
public final class KeyBill {

    private final BillTerms terms;
    private final BillPeriod period;
    private final Outages outages;
    private final SlotSums[] inHand = {new SlotSums(), new SlotSums()};
    private final Series[] directions;
    private final Series sum;

    private final Set<String> exporters = new TreeSet<>();
    private String name;
    private long lastReceivedMillis;
    private int imputed;
    private int slot;
    private boolean slotReceived;
    private boolean any;

    public KeyBill(BillTerms terms, BillPeriod period, Outages outages) {
        this.terms = terms;
        this.period = period;
        this.outages = outages;
        this.directions =
                new Series[] {
                    new Series(period, terms.percentile()), new Series(period, terms.percentile())
                };
        this.sum = new Series(period, terms.percentile());
        clear();
    }

    private void clear() {
        exporters.clear();
        name = null;
        lastReceivedMillis = Long.MIN_VALUE;
        imputed = 0;
        slot = -1;
        any = false;
        for (Series direction : directions) {
            direction.clear();
        }
        sum.clear();
    }

    /**
     * @throws IllegalArgumentException if it is of an interval before that of the traffic before
     */
    public void add(Traffic traffic) {
        if (traffic.slot() < slot) {
            throw new IllegalArgumentException(
                    "interval " + traffic.slot() + " comes after " + slot);
        }
        if (traffic.slot() > slot) {
            endSlot();
            slot = traffic.slot();
        }
        any = true;
        inHand[traffic.direction().ordinal()].add(traffic);
        slotReceived |= !traffic.imputed();
        exporters.add(traffic.exporter());
        lastReceivedMillis = Math.max(lastReceivedMillis, traffic.lastReceivedMillis());
        // of several names in a month the last in the alphabet: the same on every run
        if (traffic.name() != null && (name == null || traffic.name().compareTo(name) > 0)) {
            name = traffic.name();
        }
    }

    private void endSlot() {
        SlotSums in = inHand[0];
        SlotSums out = inHand[1];
        if (in.isEmpty() && out.isEmpty()) {
            return;
        }
        Estimate received = in.estimate();
        Estimate sent = out.estimate();
        if (!in.isEmpty()) {
            directions[0].add(slot, received);
        }
        if (!out.isEmpty()) {
            directions[1].add(slot, sent);
        }
        if (terms.rule() == BillRule.SUM) {
            sum.add(slot, received.plus(sent));
        }
        imputed += slotReceived ? 0 : 1;
        slotReceived = false;
        in.clear();
        out.clear();
    }

    /** The line of the key; ready for the next one. A key without traffic has one of zeros. */
    public BillEntry finish(String key) {
        endSlot();
        BitSet missing = outages.of(exporters, period);
        Amount in = terms.hasDirections() && terms.hasIn() ? directions[0].amount(missing) : null;
        Amount out = terms.hasDirections() && terms.hasOut() ? directions[1].amount(missing) : null;
        String direction = terms.direction(in, out);
        Amount billed =
                switch (direction) {
                    case BillTerms.IN -> in;
                    case BillTerms.OUT -> out;
                    case BillTerms.SUM -> sum.amount(missing);
                    default -> directions[0].amount(missing);
                };
        BillEntry entry =
                new BillEntry(
                        BillEntry.Kind.BILL,
                        key,
                        name,
                        period.slots(),
                        missing.cardinality(),
                        Outages.text(missing, period),
                        imputed,
                        in,
                        out,
                        direction,
                        billed,
                        any ? (Long) lastReceivedMillis : null,
                        null,
                        null);
        clear();
        return entry;
    }
}
