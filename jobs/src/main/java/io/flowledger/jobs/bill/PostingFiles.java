package io.flowledger.jobs.bill;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.jobs.recount.LedgerTables;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.Traffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Lists the files of a view's postings with windows of some hours; each is a piece of work. */
public final class PostingFiles implements FileEnumerator {

    private final HourRange hours;

    private PostingFiles(HourRange hours) {
        this.hours = hours;
    }

    /** What the postings of a month add to its bill. */
    public static FileSource<Traffic> traffic(Path warehouse, BillTerms terms, BillPeriod period) {
        long from = period.fromMillis();
        long to = period.countedToMillis();
        return FileSource.forBulkFileFormat(
                        new PostingFormat(terms, period),
                        new ViewPostings(warehouse, terms.view()).folder())
                .setFileEnumerator(() -> new PostingFiles(LedgerTables.hours(from, to)))
                .build();
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] folders, int readers)
            throws IOException {
        List<FileSourceSplit> splits = new ArrayList<>();
        for (Path folder : folders) {
            for (FileStatus file : ArchivedRows.files(folder, hours)) {
                splits.add(
                        new FileSourceSplit(
                                String.valueOf(splits.size()),
                                file.getPath(),
                                0,
                                file.getLen(),
                                file.getModificationTime(),
                                file.getLen()));
            }
        }
        return splits;
    }
}
