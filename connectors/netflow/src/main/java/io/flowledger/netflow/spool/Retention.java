package io.flowledger.netflow.spool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Which stored segment may go. Only what the job has committed ever does: after the retention time,
 * if no checkpoint that is kept needs it, or earlier, oldest first, when its space is needed.
 *
 * @param needed by the oldest checkpoint that is kept; empty where that is the newest
 */
record Retention(Duration time, OptionalLong committed, OptionalLong needed, long nowMicros) {

    /** The oldest segment that has been kept long enough. */
    Optional<StoredSegment> expired(List<StoredSegment> oldestFirst) {
        return evictable(oldestFirst)
                .filter(s -> needed.isEmpty() || s.end() <= needed.getAsLong())
                .filter(s -> nowMicros - s.sealedAtMicros() >= TimeUnit.MICROSECONDS.convert(time));
    }

    /** The oldest segment that the newest checkpoint does not need. */
    Optional<StoredSegment> evictable(List<StoredSegment> oldestFirst) {
        return oldestFirst.stream()
                .findFirst()
                .filter(s -> committed.isPresent() && s.end() <= committed.getAsLong());
    }
}
