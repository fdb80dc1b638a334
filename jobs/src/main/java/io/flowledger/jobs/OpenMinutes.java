package io.flowledger.jobs;

import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.ledger.accounting.AccountedTime;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    private final Path holder;

    /** {@code holder} is null if nobody holds anything open. */
    private OpenMinutes(long upToMillis, Path holder) {
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
        Path holder = null;
        for (Map.Entry<Path, Long> collect : CheckpointFolder.newestMillis(warehouse).entrySet()) {
            long last = Math.min(collect.getValue(), newest.getAsLong());
            long held = AccountedTime.minuteOf(last - HELD_MILLIS);
            if (held < end) {
                end = held;
                holder = collect.getKey();
            }
        }
        return new OpenMinutes(end, holder);
    }

    /** What a collect may still change begins here; {@link Long#MAX_VALUE} if there is none. */
    public long heldFromMillis() {
        return holder == null ? Long.MAX_VALUE : upToMillis;
    }

    /** What a collect keeps that may still post minutes before a time; nothing if nobody does. */
    Optional<Path> holderBefore(long millis) {
        return upToMillis < millis ? Optional.ofNullable(holder) : Optional.empty();
    }

    /**
     * From which minute of receipt on a collect may still post itself; nothing if none keeps state
     * in the warehouse.
     */
    public static OptionalLong heldFromMillis(Path warehouse) throws IOException {
        long newest = ArchivedRows.newestMillis(warehouse).orElse(Long.MAX_VALUE);
        return CheckpointFolder.newestMillis(warehouse).values().stream()
                .mapToLong(last -> AccountedTime.minuteOf(Math.min(last, newest) - HELD_MILLIS))
                .min();
    }

    /**
     * The minutes from one up to but without another, or up to the last one there is.
     *
     * @throws IllegalArgumentException if some of them may still be posted by a collect, or if
     *     there are none
     */
    public AccountedTime over(long fromMillis, long toMillis) {
        requireOver(toMillis);
        if (fromMillis >= upToMillis && fromMillis < toMillis) {
            throw new IllegalArgumentException(
                    "--from "
                            + Instant.ofEpochMilli(fromMillis)
                            + ": only minutes before "
                            + Instant.ofEpochMilli(upToMillis)
                            + " can be accounted again");
        }
        return new AccountedTime(fromMillis, Math.min(toMillis, upToMillis));
    }

    private void requireOver(long toMillis) {
        if (holder != null && toMillis != Long.MAX_VALUE && toMillis > upToMillis) {
            throw new IllegalArgumentException(
                    "--to "
                            + Instant.ofEpochMilli(toMillis)
                            + ": minutes from "
                            + Instant.ofEpochMilli(upToMillis)
                            + " on are still a collect's own, whose state is in "
                            + holder
                            + ": leave --to out, or wait (if that collect is never started again,"
                            + " delete that folder)");
        }
    }
}
