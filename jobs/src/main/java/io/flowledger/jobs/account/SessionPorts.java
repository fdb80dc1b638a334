package io.flowledger.jobs.account;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.jobs.recount.LedgerTables;
import io.flowledger.ledger.accounting.AccountedTime;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.Path;

/** Whether sessions were told apart by their UDP source port, as {@code sessions} says. */
public final class SessionPorts {

    private final AccountedTime time;
    private boolean withWithin;
    private boolean withoutWithin;
    private long latest = Long.MIN_VALUE;
    private boolean latestWith = true;

    private SessionPorts(AccountedTime time) {
        this.time = time;
    }

    /**
     * At that time, or if nothing was reported then, at last.
     *
     * @throws IllegalStateException if that changed within the time
     */
    public static boolean tellApart(Path warehouse, AccountedTime time) throws IOException {
        SessionPorts ports = new SessionPorts(time);
        HourRange around = LedgerTables.hours(time.contextFromMillis(), time.contextToMillis());
        ports.read(warehouse, around);
        if (ports.latest == Long.MIN_VALUE) {
            ports.read(warehouse, HourRange.ALL);
        }
        if (ports.withWithin && ports.withoutWithin) {
            throw new IllegalStateException(
                    "within this time or an hour around it, collect or import told sessions apart by"
                            + " their port at one time and not at another (--session-key): account"
                            + " the times before and after by themselves, more than an hour away");
        }
        return ports.latestWith;
    }

    private void read(Path warehouse, HourRange hours) throws IOException {
        ArchivedRows.read(
                warehouse,
                SessionColumn.TABLE,
                List.of(SessionColumn.REPORTED_AT, SessionColumn.EXPORTER_PORT),
                hours,
                row ->
                        note(
                                row.number(SessionColumn.REPORTED_AT),
                                !row.isNull(SessionColumn.EXPORTER_PORT)));
    }

    private void note(long reportedMillis, boolean withPort) {
        if (time.isInContext(reportedMillis)) {
            withWithin |= withPort;
            withoutWithin |= !withPort;
        }
        if (reportedMillis > latest) {
            latest = reportedMillis;
            latestWith = withPort;
        }
    }
}
