package io.flowledger.cli;

import io.flowledger.jobs.EmbeddedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a person is told while a job fails and is started again: each cause once, however often and
 * in whatever wording Flink meets it, and when it is over.
 */
final class TroubleNotices {

    /** A disk that is nearly full still takes a small file now and then: that is no end of it. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final String DISK_FULL = "No space left on device";

    /** Flink's words where the JobManager could not write; they leave out why. */
    private static final String NO_CHECKPOINT = "Exceeded checkpoint tolerable failure threshold";

    private final String warehouse;
    private final Set<String> told = new HashSet<>();
    private Instant lastFailure = Instant.MIN;

    TroubleNotices(String warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * What is to be said now.
     *
     * @param failure why the job failed last
     * @param lastCommit when files were committed last
     */
    Optional<String> look(Optional<EmbeddedRun.Failure> failure, Optional<Instant> lastCommit) {
        if (failure.isPresent() && failure.get().at().isAfter(lastFailure)) {
            lastFailure = failure.get().at();
            String text = text(failure.get().cause());
            return told.add(text) ? Optional.of(text) : Optional.empty();
        }
        if (!told.isEmpty() && lastCommit.isPresent() && isOver(lastCommit.get())) {
            told.clear();
            return Optional.of("the trouble is over, files are committed again");
        }
        return Optional.empty();
    }

    private boolean isOver(Instant lastCommit) {
        return lastCommit.isAfter(lastFailure.plus(QUIET));
    }

    private String text(Throwable cause) {
        return "trouble, trying again (datagrams wait in the spool): " + plainly(cause);
    }

    private String plainly(Throwable cause) {
        String root = rootOf(cause);
        if (root.contains(DISK_FULL)) {
            return DISK_FULL + "; free space for the warehouse " + warehouse;
        }
        return root.contains(NO_CHECKPOINT)
                ? "checkpoints cannot be written in the warehouse " + warehouse
                : ErrorLines.describe(cause);
    }

    private static String rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
