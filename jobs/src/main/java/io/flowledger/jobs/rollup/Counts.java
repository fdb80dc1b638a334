package io.flowledger.jobs.rollup;

import java.util.Map;

/** What a job has counted, by names that begin with a view's. */
record Counts(Map<String, Long> numbers) {

    static final Counts NONE = new Counts(Map.of());

    /** Rows of postings that were read. */
    long postings(String view) {
        return number(view + "." + PostingSums.ROWS);
    }

    /** Rows of postings that the rows of a table of the view are made of. */
    long postings(String view, String table) {
        return number(view + "." + table + "." + RowComparison.POSTINGS);
    }

    /** Tells these rows from others. */
    long digest(String view) {
        return number(view + "." + PostingSums.DIGEST);
    }

    /** What became of a table of the view. */
    TableChange change(String view, String table) {
        String name = view + "." + table + ".";
        return new TableChange(
                number(name + RowComparison.ROWS),
                number(name + RowComparison.ADDED),
                number(name + RowComparison.CHANGED),
                number(name + RowComparison.REMOVED),
                flows(name + RowComparison.FLOWS),
                flows(name + RowComparison.FLOWS + RowComparison.BEFORE),
                number(name + RowComparison.OCTETS),
                number(name + RowComparison.OCTETS + RowComparison.BEFORE));
    }

    private double flows(String name) {
        return (double) number(name) / RowComparison.THOUSANDTHS;
    }

    private long number(String name) {
        return numbers.getOrDefault(name, 0L);
    }
}
