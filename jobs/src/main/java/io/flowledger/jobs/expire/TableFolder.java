package io.flowledger.jobs.expire;

import io.flowledger.archive.schema.ArchiveTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * The least that goes at a time: an hour of flows, a day or a month of another table.
 *
 * @param start of the time it is of
 * @param end exclusive
 * @param files committed
 */
record TableFolder(
        ArchiveTable table, Path path, Instant start, Instant end, List<FileStatus> files) {

    long bytes() {
        return files.stream().mapToLong(FileStatus::getLen).sum();
    }

    LocalDate day() {
        return start.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** {@code 00} to {@code 23}, of the hour it starts with. */
    String hour() {
        return String.format("%02d", start.atZone(ZoneOffset.UTC).getHour());
    }
}
