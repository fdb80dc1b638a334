package io.flowledger.cli;

import io.flowledger.jobs.expire.ExpireOptions;
import io.flowledger.jobs.expire.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How long what is kept: {@code expire} and {@code nightly}. */
final class ExpireFlags {

    @Option(
            names = "--keep",
            split = ",",
            paramLabel = "TABLE=AGE",
            description =
                    "How long rows of a table are kept: 400d, 8w, 6mo, 2y or forever. Default:"
                            + " flows=400d, quarantine=90d, postings=2y, rollups_hourly=5y, all others"
                            + " forever.")
    private List<String> keep = new ArrayList<>();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            converter = Quantities.Bytes.class,
            description =
                    "While all tables together have more bytes than this, e.g. 500g, the oldest flows go before their time.")
    private Long maxSize;

    @Option(
            names = "--unproved",
            description =
                    "Flows go as well that were not rolled up or do not balance. Default: they stay, and it is said.")
    private boolean unproved;

    @Option(
            names = "--abandoned-after",
            defaultValue = "7d",
            paramLabel = "DURATION",
            description =
                    "Files in progress not written to for so long, of a job that cannot go on, are deleted. Default: ${DEFAULT-VALUE}.")
    private Duration abandonedAfter;

    ExpireOptions options() {
        if (abandonedAfter.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("--abandoned-after: give at least 1h");
        }
        return new ExpireOptions(
                Retention.of(keep),
                maxSize == null ? Long.MAX_VALUE : maxSize,
                unproved,
                abandonedAfter);
    }
}
