package io.flowledger.jobs.nightly;

import io.flowledger.archive.read.ColumnRange;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.archive.source.FlinkInputFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * The flows of a day as far as the footers of files say.
 *
 * @param hours flows by hour, 00 to 23, of those that have a folder with files
 */
public record ArchivedDay(LocalDate day, SortedMap<String, Long> hours) {

    private static final String HOUR = "hr=";

    public static ArchivedDay of(Path warehouse, LocalDate day) throws IOException {
        Instant start = day.atStartOfDay().toInstant(ZoneOffset.UTC);
        HourRange all = new HourRange(start, start.plus(Duration.ofDays(1)));
        SortedMap<String, Long> hours = new TreeMap<>();
        for (FileStatus file : ArchivedRows.files(new Path(warehouse, FlowColumn.TABLE), all)) {
            String hour = file.getPath().getParent().getName().substring(HOUR.length());
            hours.merge(hour, flows(file), Long::sum);
        }
        return new ArchivedDay(day, hours);
    }

    private static long flows(FileStatus file) throws IOException {
        return ColumnRange.of(
                        new FlinkInputFile(file.getPath(), file.getLen()),
                        file.getPath().toString(),
                        FlowColumn.RECEIVED_AT)
                .rows();
    }
}
