package io.flowledger.jobs.rollup;

import io.flowledger.jobs.rollup.Tallies.Tally;
import io.flowledger.ledger.rollup.Measure;

/** What a row that comes changes in a table, against one that may be there; counted by view. */
final class RowComparison {

    static final String ROWS = "rows";
    static final String POSTINGS = "postings";
    static final String ADDED = "added";
    static final String CHANGED = "changed";
    static final String REMOVED = "removed";
    static final String FLOWS = "flows";
    static final String OCTETS = "octets";
    static final String BEFORE = ".before";
    static final int THOUSANDTHS = 1_000;

    private final String table;
    private final Tallies tallies;
    private final RowDigest digest = new RowDigest();
    private ViewTallies view;
    private int there;
    private long digestThere;
    private double flowsThere;
    private double octetsThere;

    /**
     * @param table name of it in the counts
     */
    RowComparison(String table, Tallies tallies) {
        this.table = table;
        this.tallies = tallies;
    }

    void isThere(RollupLine line) {
        there++;
        digestThere = line.digest();
        flowsThere += line.flows();
        octetsThere += line.octets();
    }

    /**
     * @param row that comes, null for none
     */
    void end(RollupKey key, RolledRow row) {
        if (row == null && there == 0) {
            return;
        }
        // keys of a view come one after the other
        if (view == null || !view.hasKey(key)) {
            view = new ViewTallies(key, table, tallies);
        }
        if (row != null) {
            view.add(row);
        }
        if (there > 0) {
            view.addBefore(flowsThere, octetsThere);
        }
        if (row == null) {
            view.removed.add(there);
        } else if (there == 0) {
            view.added.add(1);
        } else if (there > 1 || digest.of(row) != digestThere) {
            view.changed.add(1);
        }
        there = 0;
        flowsThere = 0;
        octetsThere = 0;
    }

    /** Those of the view in hand. Estimates in whole numbers: no task adds them up differently. */
    private static final class ViewTallies {

        private final RollupKey key;
        private final Tally rows;
        private final Tally postings;
        private final Tally flows;
        private final Tally octets;
        private final Tally flowsBefore;
        private final Tally octetsBefore;
        final Tally added;
        final Tally changed;
        final Tally removed;

        ViewTallies(RollupKey key, String table, Tallies tallies) {
            this.key = key;
            String name = KeyColumns.view(key) + "." + table + ".";
            rows = tallies.of(name + ROWS);
            postings = tallies.of(name + POSTINGS);
            flows = tallies.of(name + FLOWS);
            octets = tallies.of(name + OCTETS);
            flowsBefore = tallies.of(name + FLOWS + BEFORE);
            octetsBefore = tallies.of(name + OCTETS + BEFORE);
            added = tallies.of(name + ADDED);
            changed = tallies.of(name + CHANGED);
            removed = tallies.of(name + REMOVED);
        }

        boolean hasKey(RollupKey other) {
            return KeyColumns.isSameView(key, other);
        }

        void add(RolledRow row) {
            rows.add(1);
            postings.add(row.sums().postings());
            flows.add(Math.round(estimate(row, Measure.FLOWS) * THOUSANDTHS));
            octets.add(Math.round(estimate(row, Measure.OCTETS)));
        }

        void addBefore(double moreFlows, double moreOctets) {
            flowsBefore.add(Math.round(moreFlows * THOUSANDTHS));
            octetsBefore.add(Math.round(moreOctets));
        }

        private static double estimate(RolledRow row, Measure measure) {
            return row.sums().sum(measure, Measure.ESTIMATE);
        }
    }
}
