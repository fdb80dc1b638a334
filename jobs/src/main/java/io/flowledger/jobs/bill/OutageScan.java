package io.flowledger.jobs.bill;

import io.flowledger.archive.read.ColumnRange;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.read.RowFileReader;
import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.jobs.recount.LedgerTables;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.Outages;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Finds the intervals in which nothing was received of an exporter, from the books alone: entries
 * of losses that are longer than an interval, less the intervals that something is posted to have
 * been received in, by another session of the exporter.
 */
public final class OutageScan {

    /** An outage shows when it ends; one that is longer is not seen before the next month. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private static final String RESTART = "restart";
    private static final List<LossColumn> LOSSES =
            List.of(
                    LossColumn.EXPORTER,
                    LossColumn.KIND,
                    LossColumn.LOST_FLOWS,
                    LossColumn.LOST_DATAGRAMS,
                    LossColumn.LOST_AFTER,
                    LossColumn.LOST_BEFORE);
    private static final List<PostingColumn> STRATA =
            List.of(
                    PostingColumn.SESSION_EXPORTER,
                    PostingColumn.RECEIVED_MINUTE,
                    PostingColumn.STRATUM_FLOWS);

    private final Path warehouse;
    private final BillPeriod period;
    private final Outages outages = new Outages();

    private OutageScan(Path warehouse, BillPeriod period) {
        this.warehouse = warehouse;
        this.period = period;
    }

    /**
     * @param view that says what was received
     */
    public static Outages of(Path warehouse, String view, BillPeriod period) throws IOException {
        OutageScan scan = new OutageScan(warehouse, period);
        scan.readLosses();
        if (!scan.outages.isEmpty()) {
            scan.readStrata(view);
        }
        return scan.outages;
    }

    private void readLosses() throws IOException {
        HourRange hours =
                LedgerTables.hours(period.fromMillis(), period.toMillis() + LONGEST.toMillis());
        ArchivedRows.read(warehouse, LossColumn.TABLE, LOSSES, hours, this::loss);
    }

    private void loss(StoredRow row) {
        boolean isLoss =
                row.text(LossColumn.KIND).equals(RESTART)
                        || row.number(LossColumn.LOST_FLOWS, 0) > 0
                        || row.number(LossColumn.LOST_DATAGRAMS, 0) > 0;
        if (isLoss && !row.isNull(LossColumn.LOST_AFTER) && !row.isNull(LossColumn.LOST_BEFORE)) {
            outages.add(
                    row.text(LossColumn.EXPORTER),
                    period,
                    row.number(LossColumn.LOST_AFTER),
                    row.number(LossColumn.LOST_BEFORE));
        }
    }

    private void readStrata(String view) throws IOException {
        HourRange hours = LedgerTables.hours(period.fromMillis(), period.countedToMillis());
        for (FileStatus file : new ViewPostings(warehouse, view).files(hours)) {
            String name = file.getPath().toString();
            ColumnRange minutes =
                    ColumnRange.of(ViewPostings.input(file), name, PostingColumn.RECEIVED_MINUTE);
            if (!minutes.isOutside(period.fromMillis(), period.countedToMillis())) {
                try (RowFileReader row =
                        RowFileReader.open(ViewPostings.input(file), name, STRATA)) {
                    while (row.next()) {
                        if (row.number(PostingColumn.STRATUM_FLOWS) > 0) {
                            heard(row);
                        }
                    }
                }
            }
        }
    }

    private void heard(StoredRow row) {
        outages.heard(
                row.text(PostingColumn.SESSION_EXPORTER),
                period.slotOf(row.number(PostingColumn.RECEIVED_MINUTE)));
    }
}
