package io.flowledger.archive.sink;

import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.WriterGroup;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** One open part file, as Flink's file sink sees it. */
final class DatagramBulkWriter implements BulkWriter<ExportDatagram> {

    private final DatagramWriter writer;

    private DatagramBulkWriter(DatagramWriter writer) {
        this.writer = writer;
    }

    @Override
    public void addElement(ExportDatagram datagram) throws IOException {
        writer.write(datagram);
    }

    /** Nothing: a part-file is not readable before its footer, so flushing early gains nothing. */
    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
        writer.finish();
    }

    /** Starts a file of one table. */
    interface Opening extends Serializable {
        DatagramWriter open(WriterGroup group, OutputStream out) throws IOException;
    }

    /**
     * Each sink subtask works with its own deserialized copy, on one thread, so the open files of a
     * copy share one group.
     */
    static final class Factory implements BulkWriter.Factory<ExportDatagram> {

        private static final long serialVersionUID = 1;

        private final FileOptions options;
        private final Opening opening;
        private transient WriterGroup group;

        Factory(FileOptions options, Opening opening) {
            this.options = options;
            this.opening = opening;
        }

        @Override
        public BulkWriter<ExportDatagram> create(FSDataOutputStream out) throws IOException {
            if (group == null) {
                group = new WriterGroup(options);
            }
            return new DatagramBulkWriter(opening.open(group, out));
        }
    }
}
