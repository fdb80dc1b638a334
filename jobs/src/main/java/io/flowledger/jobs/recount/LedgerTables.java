package io.flowledger.jobs.recount;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.ledger.audit.AuditedTime;
import io.flowledger.ledger.audit.LossLine;
import io.flowledger.ledger.audit.SessionLine;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;

/**
 * Reads {@code losses} or {@code sessions}, whichever is named. In a task, so that it is listed
 * after {@code flows}: a collect that commits meanwhile then shows entries without their flows,
 * which can be told from an imbalance, and not the other way round.
 */
public final class LedgerTables implements FlatMapFunction<String, AuditLine> {

    private static final long serialVersionUID = 1L;

    private static final List<LossColumn> LOSSES =
            List.of(
                    LossColumn.EXPORTER,
                    LossColumn.EXPORTER_PORT,
                    LossColumn.ENGINE_TYPE,
                    LossColumn.ENGINE_ID,
                    LossColumn.EPOCH,
                    LossColumn.KIND,
                    LossColumn.FIRST_SEQUENCE,
                    LossColumn.LAST_SEQUENCE,
                    LossColumn.LOST_FLOWS,
                    LossColumn.LOST_DATAGRAMS,
                    LossColumn.AT_LEAST,
                    LossColumn.DETECTED_AT,
                    LossColumn.LOST_BEFORE,
                    LossColumn.CAUSE);

    private static final List<SessionColumn> SESSIONS =
            List.of(
                    SessionColumn.EXPORTER,
                    SessionColumn.EXPORTER_PORT,
                    SessionColumn.ENGINE_TYPE,
                    SessionColumn.ENGINE_ID,
                    SessionColumn.EPOCH,
                    SessionColumn.REPORTED_AT,
                    SessionColumn.CONVENTION,
                    SessionColumn.ENDED,
                    SessionColumn.LAST_SEEN,
                    SessionColumn.FIRST_SEQUENCE,
                    SessionColumn.NEXT_SEQUENCE,
                    SessionColumn.REORDER_WINDOW_MS);

    private static final long HOUR_MILLIS = 3_600_000;
    private static final String UNKNOWN_CAUSE = "unknown";

    private final String warehouse;
    private final AuditedTime time;

    public LedgerTables(Path warehouse, AuditedTime time) {
        this.warehouse = warehouse.toString();
        this.time = time;
    }

    @Override
    public void flatMap(String table, Collector<AuditLine> lines) throws IOException {
        if (table.equals(LossColumn.TABLE)) {
            HourRange hours = hours(time.contextFromMillis(), time.contextToMillis());
            read(table, LOSSES, hours, row -> loss(row, lines));
        } else {
            // of a numbering that went on after the time, the latest row knows best
            HourRange hours = hours(time.contextFromMillis(), Long.MAX_VALUE);
            read(table, SESSIONS, hours, row -> lines.collect(session(row)));
        }
    }

    private void read(
            String table,
            List<? extends TableColumn> columns,
            HourRange hours,
            Consumer<StoredRow> rows)
            throws IOException {
        ArchivedRows.read(new Path(warehouse), table, columns, hours, rows);
    }

    /** The hours that a time touches. */
    public static HourRange hours(long fromMillis, long toMillis) {
        return new HourRange(
                fromMillis == Long.MIN_VALUE
                        ? Instant.MIN
                        : Instant.ofEpochMilli(
                                Math.floorDiv(fromMillis, HOUR_MILLIS) * HOUR_MILLIS),
                toMillis == Long.MAX_VALUE
                        ? Instant.MAX
                        : Instant.ofEpochMilli(
                                -Math.floorDiv(-toMillis, HOUR_MILLIS) * HOUR_MILLIS));
    }

    private void loss(StoredRow row, Collector<AuditLine> lines) {
        long before = row.number(LossColumn.LOST_BEFORE, row.number(LossColumn.DETECTED_AT));
        if (!time.isInContext(before)) {
            return;
        }
        String cause = row.text(LossColumn.CAUSE);
        LossLine loss =
                new LossLine(
                        (int) row.number(LossColumn.EXPORTER_PORT, SessionLine.ANY_PORT),
                        row.text(LossColumn.KIND),
                        row.number(LossColumn.FIRST_SEQUENCE, -1),
                        row.number(LossColumn.LAST_SEQUENCE, -1),
                        row.number(LossColumn.LOST_FLOWS, row.number(LossColumn.LOST_DATAGRAMS, 0)),
                        row.number(LossColumn.AT_LEAST, 0),
                        before,
                        cause == null ? UNKNOWN_CAUSE : cause);
        lines.collect(
                new AuditLine(
                        row.text(LossColumn.EXPORTER),
                        (int) row.number(LossColumn.ENGINE_TYPE),
                        (int) row.number(LossColumn.ENGINE_ID),
                        row.number(LossColumn.EPOCH),
                        null,
                        loss,
                        null));
    }

    private static AuditLine session(StoredRow row) {
        SessionLine session =
                new SessionLine(
                        (int) row.number(SessionColumn.EXPORTER_PORT, SessionLine.ANY_PORT),
                        row.number(SessionColumn.REPORTED_AT),
                        row.text(SessionColumn.CONVENTION),
                        "end_of_input".equals(row.text(SessionColumn.ENDED)),
                        row.number(SessionColumn.LAST_SEEN),
                        row.number(SessionColumn.FIRST_SEQUENCE),
                        row.number(SessionColumn.NEXT_SEQUENCE),
                        row.number(SessionColumn.REORDER_WINDOW_MS));
        return new AuditLine(
                row.text(SessionColumn.EXPORTER),
                (int) row.number(SessionColumn.ENGINE_TYPE),
                (int) row.number(SessionColumn.ENGINE_ID),
                row.number(SessionColumn.EPOCH),
                null,
                null,
                session);
    }
}
