package io.flowledger.archive.source;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.schema.FlowColumn;
import java.time.Instant;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;

/** The datagrams of a warehouse, put together again from its {@code flows}; bounded. */
public final class ArchivedDatagrams {

    private ArchivedDatagrams() {}

    /** All that are committed when the job starts. */
    public static FileSource<ArchivedDatagram> source(Path warehouse) {
        return source(warehouse, HourRange.ALL);
    }

    /**
     * Those of the hours of receipt from {@code from} up to but without {@code to}.
     *
     * @throws IllegalArgumentException if a bound is not on the hour
     */
    public static FileSource<ArchivedDatagram> source(Path warehouse, Instant from, Instant to) {
        return source(warehouse, new HourRange(from, to));
    }

    private static FileSource<ArchivedDatagram> source(Path warehouse, HourRange hours) {
        Instant from = hours.from();
        Instant to = hours.to();
        return FileSource.forBulkFileFormat(
                        new DatagramFormat(), new Path(warehouse, FlowColumn.TABLE))
                .setFileEnumerator(() -> new FlowFiles(new HourRange(from, to)))
                .build();
    }
}
