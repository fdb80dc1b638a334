package io.flowledger.archive.sink;

import io.flowledger.archive.write.RowWriter;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;

/** One open part file of a table of rows, as Flink's file sink sees it. */
final class RowBulkWriter<T> implements BulkWriter<T> {

    private final RowWriter writer;
    private final RowEncoder<T> encoder;

    RowBulkWriter(RowWriter writer, RowEncoder<T> encoder) {
        this.writer = writer;
        this.encoder = encoder;
    }

    @Override
    public void addElement(T value) throws IOException {
        encoder.encode(value, writer);
        writer.endRow();
    }

    /** Nothing: a part-file is not readable before its footer, so flushing early gains nothing. */
    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
        writer.finish();
    }
}
