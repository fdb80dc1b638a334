package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.RowFileReader;
import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.archive.source.FlinkInputFile;
import io.flowledger.jobs.recount.LedgerTables;
import io.flowledger.ledger.rollup.LossCauses;
import io.flowledger.ledger.rollup.StratumLosses;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Files of {@code losses} as they were when they were listed, so that all that read them see the
 * same.
 */
final class LossFiles implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final List<LossColumn> COLUMNS =
            List.of(
                    LossColumn.DETECTED_AT,
                    LossColumn.EXPORTER,
                    LossColumn.EXPORTER_PORT,
                    LossColumn.ENGINE_TYPE,
                    LossColumn.ENGINE_ID,
                    LossColumn.LOST_FLOWS,
                    LossColumn.LOST_DATAGRAMS,
                    LossColumn.CAUSE);

    private final ArrayList<FilePiece> files = new ArrayList<>();

    /** Those of minutes of receipt, and of the hours before that may have been put to them. */
    static LossFiles list(Path warehouse, ReceivedTime time) throws IOException {
        LossFiles losses = new LossFiles();
        if (!time.isEmpty()) {
            List<FileStatus> all =
                    ArchivedRows.files(
                            new Path(warehouse, LossColumn.TABLE),
                            LedgerTables.hours(time.contextFromMillis(), time.endMillis()));
            for (FileStatus file : all) {
                losses.files.add(
                        new FilePiece(
                                "", file.getPath().toString(), file.getLen(), 0, file.getLen()));
            }
        }
        return losses;
    }

    StratumLosses read() throws IOException {
        StratumLosses losses = new StratumLosses();
        for (FilePiece file : files) {
            FlinkInputFile input = new FlinkInputFile(new Path(file.path()), file.length());
            try (RowFileReader rows = RowFileReader.open(input, file.path(), COLUMNS)) {
                while (rows.next()) {
                    add(rows, losses);
                }
            }
        }
        losses.complete();
        return losses;
    }

    private static void add(StoredRow row, StratumLosses losses) {
        boolean flows = !row.isNull(LossColumn.LOST_FLOWS);
        if (!flows && row.isNull(LossColumn.LOST_DATAGRAMS)) {
            // at a restart, nobody knows how many
            return;
        }
        losses.add(
                new StratumLosses.Session(
                        row.text(LossColumn.EXPORTER),
                        (int) row.number(LossColumn.EXPORTER_PORT, -1),
                        (int) row.number(LossColumn.ENGINE_TYPE),
                        (int) row.number(LossColumn.ENGINE_ID)),
                row.number(LossColumn.DETECTED_AT),
                LossCauses.of(row.text(LossColumn.CAUSE)),
                flows,
                row.number(flows ? LossColumn.LOST_FLOWS : LossColumn.LOST_DATAGRAMS));
    }
}
