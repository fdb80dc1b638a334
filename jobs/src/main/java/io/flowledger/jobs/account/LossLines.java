package io.flowledger.jobs.account;

import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.jobs.recount.LedgerTables;
import io.flowledger.ledger.accounting.AccountedTime;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;

/**
 * The entries of {@code losses} of the time and its context as what the audit found missing. An
 * entry per cause is as good as one range: what was missing adds up. The causes are of no interest
 * here, and neither are the numbers.
 */
public final class LossLines implements FlatMapFunction<String, AccountLine> {

    private static final long serialVersionUID = 1L;

    private static final List<LossColumn> COLUMNS =
            List.of(
                    LossColumn.DETECTED_AT,
                    LossColumn.EXPORTER,
                    LossColumn.EXPORTER_PORT,
                    LossColumn.ENGINE_TYPE,
                    LossColumn.ENGINE_ID,
                    LossColumn.EPOCH,
                    LossColumn.KIND,
                    LossColumn.LOST_FLOWS,
                    LossColumn.LOST_DATAGRAMS,
                    LossColumn.LOST_AFTER,
                    LossColumn.LOST_BEFORE);

    private final String warehouse;
    private final AccountedTime time;

    public LossLines(Path warehouse, AccountedTime time) {
        this.warehouse = warehouse.toString();
        this.time = time;
    }

    @Override
    public void flatMap(String table, Collector<AccountLine> lines) throws IOException {
        ArchivedRows.read(
                new Path(warehouse),
                table,
                COLUMNS,
                LedgerTables.hours(time.contextFromMillis(), time.contextToMillis()),
                row -> {
                    if (time.isInContext(row.number(LossColumn.DETECTED_AT))) {
                        MissingRange range = range(row);
                        lines.collect(new AccountLine(range.session(), null, range));
                    }
                });
    }

    private static MissingRange range(StoredRow row) {
        InetAddress address = ExporterAddress.parse(row.text(LossColumn.EXPORTER));
        SessionKey session =
                new SessionKey(
                        ExporterAddress.high(address),
                        ExporterAddress.low(address),
                        (int) row.number(LossColumn.EXPORTER_PORT, SessionKey.ANY_PORT),
                        (int) row.number(LossColumn.ENGINE_TYPE),
                        (int) row.number(LossColumn.ENGINE_ID));
        boolean flows = !row.isNull(LossColumn.LOST_FLOWS);
        long detected = row.number(LossColumn.DETECTED_AT);
        return new MissingRange(
                session,
                row.number(LossColumn.EPOCH),
                MissingRange.Kind.valueOf(row.text(LossColumn.KIND).toUpperCase(Locale.ROOT)),
                -1,
                -1,
                row.number(flows ? LossColumn.LOST_FLOWS : LossColumn.LOST_DATAGRAMS, 0),
                flows,
                MissingRange.UNKNOWN,
                0,
                0,
                1_000 * row.number(LossColumn.LOST_AFTER, detected),
                1_000 * row.number(LossColumn.LOST_BEFORE, detected),
                1_000 * detected,
                0,
                true);
    }
}
