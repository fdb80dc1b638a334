package io.flowledger.netflow.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Whether one spool is to be drained: its time is over, it is not wanted any more, or somebody
 * asked. For the fetcher thread.
 */
final class StopSignal {

    private static final long LOOK_MILLIS = 1_000;

    private final String sourceId;
    private final SpoolSplit split;
    private final Path marker;
    private final LongSupplier clockMillis;
    private long lookAtMillis = Long.MIN_VALUE;
    private boolean stopped;

    StopSignal(String sourceId, SpoolSplit split, LongSupplier clockMillis) {
        this.sourceId = sourceId;
        this.split = split;
        this.clockMillis = clockMillis;
        marker = Path.of(split.directory()).resolve(DrainRequests.MARKER_FILE);
    }

    boolean isGiven() {
        stopped =
                stopped
                        || split.intake() == Intake.REST
                        || clockMillis.getAsLong() >= split.stopAtMillis()
                        || DrainRequests.isRequested(sourceId)
                        || isMarked();
        return stopped;
    }

    /** The spool is drained; a marker must not stop the next job as well. */
    void obeyed() throws IOException {
        if (split.intake() != Intake.WATCH) {
            Files.deleteIfExists(marker);
        }
    }

    private boolean isMarked() {
        long now = clockMillis.getAsLong();
        // a marker is for the job that consumes the spool
        if (split.intake() == Intake.WATCH || now < lookAtMillis) {
            return false;
        }
        lookAtMillis = now + LOOK_MILLIS;
        return Files.exists(marker);
    }
}
