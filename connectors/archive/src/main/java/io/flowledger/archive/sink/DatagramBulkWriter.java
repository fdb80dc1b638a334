package io.flowledger.archive.sink;

import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import org.apache.flink.api.common.serialization.BulkWriter;

/** One open part file of a table of datagrams, as Flink's file sink sees it. */
final class DatagramBulkWriter implements BulkWriter<ExportDatagram> {

    private final DatagramWriter writer;

    DatagramBulkWriter(DatagramWriter writer) {
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
}
