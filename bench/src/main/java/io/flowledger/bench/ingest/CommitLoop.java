package io.flowledger.bench.ingest;

import io.flowledger.netflow.spool.CommittedPosition;
import io.flowledger.netflow.spool.SpoolReader;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Commits whatever a spool holds, several times a second, in place of a job that keeps up: the
 * receiver is measured with its segments being recycled. Arguments: spool directory, seconds.
 */
public final class CommitLoop {

    private static final long INTERVAL_MILLIS = 200;

    private CommitLoop() {}

    public static void main(String[] args) throws Exception {
        Path spool = Path.of(args[0]);
        long until = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[1])).toNanos();
        long position = 0;
        while (System.nanoTime() < until) {
            try (SpoolReader reader = SpoolReader.open(spool, position)) {
                position = reader.position() + reader.backlogBytes();
                CommittedPosition.write(spool, position);
            }
            Thread.sleep(INTERVAL_MILLIS);
        }
    }
}
