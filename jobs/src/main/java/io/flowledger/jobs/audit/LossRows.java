package io.flowledger.jobs.audit;

import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.sink.RowEncoder;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.ledger.loss.LossEntry;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;

/** A loss entry as a row of {@code losses}; unknown is NULL. */
public final class LossRows implements RowEncoder<LossEntry> {

    private static final long serialVersionUID = 1L;

    @Override
    public long partitionMillis(LossEntry entry) {
        return entry.detectedMicros() / 1_000;
    }

    @Override
    public void encode(LossEntry entry, RowTarget row) {
        row.set(LossColumn.DETECTED_AT, entry.detectedMicros() / 1_000);
        row.set(LossColumn.EXPORTER, entry.session().exporter());
        if (entry.session().port() != SessionKey.ANY_PORT) {
            row.set(LossColumn.EXPORTER_PORT, entry.session().port());
        }
        row.set(LossColumn.ENGINE_TYPE, entry.session().engineType());
        row.set(LossColumn.ENGINE_ID, entry.session().engineId());
        row.set(LossColumn.EPOCH, entry.epochMillis());
        row.set(LossColumn.KIND, entry.kind().label());
        if (entry.firstSequence() >= 0) {
            row.set(LossColumn.FIRST_SEQUENCE, entry.firstSequence());
            row.set(LossColumn.LAST_SEQUENCE, entry.lastSequence());
        }
        setKnown(row, LossColumn.LOST_FLOWS, entry.lostFlows());
        setKnown(row, LossColumn.LOST_DATAGRAMS, entry.lostDatagrams());
        setKnown(row, LossColumn.AT_LEAST, entry.atLeast());
        row.set(LossColumn.LOST_AFTER, entry.afterMicros() / 1_000);
        row.set(LossColumn.LOST_BEFORE, entry.beforeMicros() / 1_000);
        row.set(LossColumn.CAUSE, entry.cause().label());
        row.set(LossColumn.APPORTIONED, entry.apportioned() ? 1 : 0);
        row.set(LossColumn.FINAL, entry.complete() ? 1 : 0);
    }

    private static void setKnown(RowTarget row, TableColumn column, long value) {
        if (value != MissingRange.UNKNOWN) {
            row.set(column, value);
        }
    }
}
