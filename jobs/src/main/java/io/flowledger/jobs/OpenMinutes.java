package io.flowledger.jobs;

import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.ledger.accounting.AccountedTime;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.core.fs.Path;

/**
 * Up to when a warehouse can be accounted again without posting what a collect will post as well. A
 * collect has the last minutes in its state, and keeps them there when it is stopped; a minute with
 * too little to estimate its losses from even for an hour. So as long as it keeps state in the
 * warehouse, two hours before the newest it has archived are its own: an hour for such minutes, and
 * one for how far its clock may be behind what it archives while it works off a backlog.
 */
public final class OpenMinutes {

    static final long HELD_MILLIS = 2 * AccountedTime.CONTEXT_MILLIS;

    private final long upToMillis;
    private final CheckpointFolder holder;

    /** {@code holder} is null if nobody holds anything open. */
    private OpenMinutes(long upToMillis, CheckpointFolder holder) {
        this.upToMillis = upToMillis;
        this.holder = holder;
    }

    /**
     * @throws IllegalArgumentException if there are no flows
     */
    public static OpenMinutes of(Path warehouse) throws IOException {
        OptionalLong newest = ArchivedRows.newestMillis(warehouse);
        if (newest.isEmpty()) {
            throw new IllegalArgumentException("there are no flows in " + warehouse);
        }
        long end = AccountedTime.minuteOf(newest.getAsLong()) + AccountedTime.MINUTE_MILLIS;
        CheckpointFolder holder = null;
        List<CheckpointFolder> collects = CheckpointFolder.all(warehouse);
        for (CheckpointFolder collect : collects) {
            long last = collect.newestMillis().orElse(Long.MAX_VALUE);
            long held = AccountedTime.minuteOf(Math.min(last, newest.getAsLong()) - HELD_MILLIS);
            if (held < end) {
                end = held;
                holder = collect;
            }
        }
        return new OpenMinutes(end, holder);
    }

    /** From here on nothing is to be touched; a whole minute. */
    public long upToMillis() {
        return upToMillis;
    }

    /**
     * @throws IllegalArgumentException if minutes before {@code toMillis} may still be posted by a
     *     collect
     */
    public void requireOver(long toMillis) {
        if (holder != null && toMillis > upToMillis) {
            throw new IllegalArgumentException(
                    "--to "
                            + Instant.ofEpochMilli(toMillis)
                            + ": minutes from "
                            + Instant.ofEpochMilli(upToMillis)
                            + " on are still a collect's own, whose state is in "
                            + holder.path()
                            + ": leave --to out, or wait (if that collect is never started again,"
                            + " delete that folder)");
        }
    }
}
