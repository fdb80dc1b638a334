package io.flowledger.jobs.expire;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.jobs.nightly.StepMark;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

/**
 * Which hours have no flows because those went: what was computed of them must not be computed
 * again, or nothing would replace it.
 */
public final class ExpiredFlows {

    private static final String STEP = "expired";
    private static final String HOUR = "hr";

    private ExpiredFlows() {}

    /**
     * Written down before the files go.
     *
     * @param folders of one day
     */
    static void add(Path warehouse, LocalDate day, Collection<TableFolder> folders)
            throws IOException {
        StepMark mark = StepMark.ofDay(warehouse, day, STEP);
        Map<String, String> hours = new TreeMap<>(mark.read().orElse(Map.of()));
        for (TableFolder folder : folders) {
            if (folder.table() == ArchiveTable.FLOWS) {
                hours.put(HOUR + folder.hour(), String.valueOf(folder.bytes()));
            }
        }
        mark.write(hours);
    }

    /** The first expired hour of those from one moment up to another, if there is one. */
    public static Optional<Instant> first(Path warehouse, Instant from, Instant to)
            throws IOException {
        for (LocalDate day : StepMark.days(warehouse)) {
            Instant start = day.atStartOfDay().toInstant(ZoneOffset.UTC);
            for (String hour :
                    StepMark.ofDay(warehouse, day, STEP).read().orElse(Map.of()).keySet()) {
                Instant begins =
                        start.plusSeconds(3_600L * Integer.parseInt(hour.substring(HOUR.length())));
                if (begins.isBefore(to) && begins.plusSeconds(3_600).isAfter(from)) {
                    return Optional.of(begins);
                }
            }
        }
        return Optional.empty();
    }
}
