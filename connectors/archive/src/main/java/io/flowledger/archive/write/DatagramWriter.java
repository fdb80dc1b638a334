package io.flowledger.archive.write;

import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;

/** One open Parquet file that takes datagrams; made by {@link WriterGroup}, on its thread. */
public interface DatagramWriter {

    /**
     * Adds the datagram's rows.
     *
     * @throws IllegalArgumentException if it does not belong to this table
     */
    void write(ExportDatagram datagram) throws IOException;

    /** Writes what is held back as a row group now. */
    void endRowGroup() throws IOException;

    /** Completes the file and flushes it; the stream stays open. */
    void finish() throws IOException;
}
