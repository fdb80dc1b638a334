package io.flowledger.cli;

import io.flowledger.jobs.nightly.DayRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that work on a warehouse day by day. */
final class DayFlags {

    private static final int MOST_DAYS = 4_000;

    @Option(names = "--warehouse", paramLabel = "URI", description = "Where the archive is.")
    private String warehouse;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            converter = Days.class,
            description = "The day, UTC. Default: yesterday.")
    private LocalDate date;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            converter = Days.class,
            description = "First of several days.")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            converter = Days.class,
            description = "Last of several days, inclusive. Default: yesterday.")
    private LocalDate to;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Mixin private BatchFlags batch;

    private Map<String, String> flink;
    private Path existing;

    /** Reads the file of options; to be called before any option is looked at. */
    void apply() throws IOException {
        flink = batch.apply();
        existing = Warehouses.existing(warehouse);
    }

    Path warehouse() {
        return existing;
    }

    Format format() {
        return batch.format();
    }

    boolean isDryRun() {
        return dryRun;
    }

    /** One for each day, in order. */
    List<DayRequest> requests() {
        return days().stream()
                .map(day -> new DayRequest(existing, day, dryRun, batch.parallelism(), flink))
                .toList();
    }

    private List<LocalDate> days() {
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        if (from == null && to == null) {
            return List.of(date == null ? yesterday : date);
        }
        if (date != null) {
            throw new IllegalArgumentException("give --date, or --from and --to, not both");
        }
        if (from == null) {
            throw new IllegalArgumentException("--from DAY is missing: which day is the first?");
        }
        LocalDate last = to == null ? yesterday : to;
        if (last.isBefore(from)) {
            throw new IllegalArgumentException("--from " + from + " is behind --to " + last);
        }
        List<LocalDate> days = from.datesUntil(last.plusDays(1)).limit(MOST_DAYS + 1).toList();
        if (days.size() > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "--from " + from + " --to " + last + ": at most " + MOST_DAYS + " days");
        }
        return days;
    }
}
