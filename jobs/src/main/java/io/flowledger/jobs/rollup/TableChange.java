package io.flowledger.jobs.rollup;

/**
 * What became of a table's rows of a view.
 *
 * @param rows that there are now
 * @param added of them, those whose key and period were not there
 * @param changed of them, those that were there with other values
 * @param removed rows whose key and period is there no more
 * @param flows estimated, of all rows
 * @param octets estimated, of all rows, each rounded
 */
public record TableChange(
        long rows,
        long added,
        long changed,
        long removed,
        double flows,
        double flowsBefore,
        long octets,
        long octetsBefore) {

    public boolean isNone() {
        return added == 0 && changed == 0 && removed == 0;
    }

    public TableChange plus(TableChange other) {
        return new TableChange(
                rows + other.rows,
                added + other.added,
                changed + other.changed,
                removed + other.removed,
                flows + other.flows,
                flowsBefore + other.flowsBefore,
                octets + other.octets,
                octetsBefore + other.octetsBefore);
    }
}
