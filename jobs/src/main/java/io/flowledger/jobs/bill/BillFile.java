package io.flowledger.jobs.bill;

import io.flowledger.archive.schema.BillColumn;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** A file of {@code bills} being written, which begins with its first line. */
public final class BillFile implements Closeable {

    private static final int COMPARED = 1 << 16;

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
            writer = group.openRows(BillColumn.TABLE, List.of(BillColumn.values()), out);
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

    /** Whether a file has the same content, to the byte. */
    public boolean isSameAs(FileStatus other) throws IOException {
        if (file.getFileSystem().getFileStatus(file).getLen() != other.getLen()) {
            return false;
        }
        try (InputStream one = file.getFileSystem().open(file);
                InputStream two = other.getPath().getFileSystem().open(other.getPath())) {
            while (true) {
                byte[] bytes = one.readNBytes(COMPARED);
                if (!Arrays.equals(bytes, two.readNBytes(COMPARED))) {
                    return false;
                }
                if (bytes.length == 0) {
                    return true;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        group.close();
        if (out != null) {
            out.close();
        }
    }
}
