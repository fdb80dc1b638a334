package io.flowledger.jobs.rollup;

import java.io.IOException;
import java.time.LocalDate;
import org.apache.flink.core.fs.Path;

/** What others want to know of rollups. */
public final class Rollups {

    private Rollups() {}

    /**
     * Whether a day is rolled up as it is: nothing more was to come of it, and all its postings,
     * and the losses that go with them, are in its rollups. Rows of postings may have moved to
     * other files since; then they are all read. A day without postings has to be marked as well.
     */
    public static boolean isCurrent(Path warehouse, LocalDate day) throws IOException {
        return DayState.of(warehouse, day).isCurrent();
    }
}
