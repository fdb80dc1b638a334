package io.flowledger.jobs.rollup;

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
    private final RowDigest digest = new RowDigest();
    private int there;
    private long digestThere;
    private double flowsThere;
    private double octetsThere;

    /**
     * @param table name of it in the counts
     */
    RowComparison(String table) {
        this.table = table;
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
    void end(RollupKey key, RolledRow row, Tallies tallies) {
        if (row == null && there == 0) {
            return;
        }
        String name = KeyColumns.view(key) + "." + table + ".";
        if (row != null) {
            tallies.add(name + ROWS, 1);
            tallies.add(name + POSTINGS, row.sums().postings());
            add(name, "", estimate(row, Measure.FLOWS), estimate(row, Measure.OCTETS), tallies);
        }
        if (there > 0) {
            add(name, BEFORE, flowsThere, octetsThere, tallies);
        }
        if (row == null) {
            tallies.add(name + REMOVED, there);
        } else if (there == 0) {
            tallies.add(name + ADDED, 1);
        } else if (there > 1 || digest.of(row) != digestThere) {
            tallies.add(name + CHANGED, 1);
        }
        there = 0;
        flowsThere = 0;
        octetsThere = 0;
    }

    private static double estimate(RolledRow row, Measure measure) {
        return row.sums().sum(measure, Measure.ESTIMATE);
    }

    /** Whole thousandths, so that it does not matter which task adds them up. */
    private static void add(
            String name, String when, double flows, double octets, Tallies tallies) {
        tallies.add(name + FLOWS + when, Math.round(flows * THOUSANDTHS));
        tallies.add(name + OCTETS + when, Math.round(octets));
    }
}
