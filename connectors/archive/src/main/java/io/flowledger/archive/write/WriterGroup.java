package io.flowledger.archive.write;

import io.flowledger.archive.schema.TableColumn;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The files one thread has open at the same time, with what they share: compressor, buffers and a
 * bound on memory. A replayed backlog opens one file per hour it spans, and none of them may count
 * on a row group's memory for itself.
 */
public final class WriterGroup implements Closeable {

    /** Rows after which memory is looked at. */
    private static final int ROWS_PER_CHECK = 4096;

    /** What is held may grow by this factor until it is looked at again: buffers double. */
    private static final int GROWTH = 2;

    private final FileOptions options;
    private final PageEncoder encoder = new PageEncoder();
    private final PageCompressor compressor;
    private final ExporterTexts exporters = new ExporterTexts();
    private final List<TableFile> open = new ArrayList<>();
    private int uncheckedRows;

    public WriterGroup(FileOptions options) {
        this.options = options;
        this.compressor = new PageCompressor(options.zstdLevel());
    }

    /** Starts a file of {@code flows} on a stream that stays the caller's to close. */
    public DatagramWriter openFlows(OutputStream out) throws IOException {
        return new FlowWriter(out, this);
    }

    /** Starts a file of {@code quarantine} on a stream that stays the caller's to close. */
    public DatagramWriter openQuarantine(OutputStream out) throws IOException {
        return new QuarantineWriter(out, this);
    }

    /** Starts a file of a table of rows on a stream that stays the caller's to close. */
    public RowWriter openRows(String table, List<? extends TableColumn> columns, OutputStream out)
            throws IOException {
        return new RowWriter(table, columns, out, this);
    }

    /** Heap held by the open files, in bytes. */
    public long retainedBytes() {
        long bytes = 0;
        for (TableFile file : open) {
            bytes += file.retainedBytes();
        }
        return bytes;
    }

    FileOptions options() {
        return options;
    }

    PageEncoder encoder() {
        return encoder;
    }

    PageCompressor compressor() {
        return compressor;
    }

    ExporterTexts exporters() {
        return exporters;
    }

    void opened(TableFile file) {
        open.add(file);
    }

    void closed(TableFile file) {
        open.remove(file);
    }

    void rowsAdded(int count) throws IOException {
        uncheckedRows += count;
        if (uncheckedRows >= ROWS_PER_CHECK) {
            uncheckedRows = 0;
            shrinkToBound();
        }
    }

    /** Ends row groups, the largest first, until the open files cannot outgrow the bound. */
    void shrinkToBound() throws IOException {
        long excess = retainedBytes() - options.memoryBytes() / GROWTH;
        for (int rounds = open.size(); excess > 0 && rounds > 0; rounds--) {
            TableFile largest = largest();
            long before = largest.retainedBytes();
            largest.endRowGroup();
            excess -= before - largest.retainedBytes();
        }
    }

    private TableFile largest() {
        TableFile largest = open.get(0);
        for (TableFile file : open) {
            if (file.retainedBytes() > largest.retainedBytes()) {
                largest = file;
            }
        }
        return largest;
    }

    /** Frees the compressor's native memory; no file may be written to afterwards. */
    @Override
    public void close() {
        compressor.close();
    }
}
