package io.flowledger.jobs.bill;

import io.flowledger.archive.read.RowFileReader;
import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.BillColumn;
import io.flowledger.archive.source.FlinkInputFile;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** A file of {@code bills} being written, which begins with its first line. */
public final class BillFile implements Closeable {

    private static final List<BillColumn> COLUMNS = List.of(BillColumn.values());

    private final BillTerms terms;
    private final BillPeriod period;
    private final Path file;
    private final WriterGroup group;
    private OutputStream out;
    private RowWriter writer;

    /**
     * @param folder where it is written
     */
    public BillFile(BillTerms terms, BillPeriod period, Path folder, FileOptions options) {
        this.terms = terms;
        this.period = period;
        this.file = new Path(folder, BillColumn.TABLE + "-" + UUID.randomUUID() + "-0.parquet");
        this.group = new WriterGroup(options);
    }

    public void write(BillEntry entry) throws IOException {
        if (writer == null) {
            out = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE);
            writer = group.openRows(BillColumn.TABLE, COLUMNS, out);
        }
        BillRows.encode(terms, period, entry, writer);
        writer.endRow();
    }

    /** Completes it, if it has a line. */
    public void finish() throws IOException {
        if (writer != null) {
            writer.finish();
            out.close();
            out = null;
        }
    }

    /**
     * Whether a file has the same rows in the same order. Bytes do not say: footers list encodings
     * in an order of the process.
     */
    public boolean isSameAs(FileStatus other) throws IOException {
        try (RowFileReader one = open(file.getFileSystem().getFileStatus(file));
                RowFileReader two = open(other)) {
            boolean more = true;
            while (more) {
                more = one.next();
                if (more != two.next() || more && !isSame(one, two)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static RowFileReader open(FileStatus file) throws IOException {
        return RowFileReader.open(
                new FlinkInputFile(file.getPath(), file.getLen()),
                file.getPath().toString(),
                COLUMNS);
    }

    private static boolean isSame(StoredRow one, StoredRow two) {
        return COLUMNS.stream().allMatch(c -> Objects.equals(value(c, one), value(c, two)));
    }

    private static Object value(BillColumn column, StoredRow row) {
        if (row.isNull(column)) {
            return null;
        }
        return switch (column.type()) {
            case STRING -> row.text(column);
            case DOUBLE -> (Object) row.fraction(column);
            default -> row.number(column);
        };
    }

    @Override
    public void close() throws IOException {
        group.close();
        if (out != null) {
            out.close();
        }
    }
}
