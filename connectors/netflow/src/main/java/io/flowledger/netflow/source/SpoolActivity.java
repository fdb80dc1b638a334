package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.ReceiverNotice;
import io.flowledger.netflow.spool.ReceiverStatus;
import io.flowledger.netflow.spool.SpoolReader;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * What one spool tells of itself and its receiver. Its frames are noted by the task thread; the
 * reader is set by the fetcher thread; any thread reads.
 */
final class SpoolActivity {

    static final long UNKNOWN = -1;

    private static final ReceiverStatus NOTHING_YET = new ReceiverStatus(0, 0, 0, 0, 0, 0);

    private final String name;
    private final int number;
    private final LongSupplier clockMillis;
    private final Tally kernelDrops = new Tally();
    private final Tally spoolDrops = new Tally();
    private final Tally notAllowed = new Tally();
    private ReceiverStatus previous;
    private volatile long grantedBufferBytes = UNKNOWN;
    private volatile boolean kernelDropsKnown;
    private volatile long lastFrameMillis = UNKNOWN;
    private volatile SpoolReader reader;

    SpoolActivity(String splitId, LongSupplier clockMillis) {
        this.name = splitId;
        this.number = ReceiverNotice.spoolNumber(splitId);
        this.clockMillis = clockMillis;
    }

    String name() {
        return name;
    }

    /** What its datagrams and notices carry. */
    int number() {
        return number;
    }

    void readBy(SpoolReader spoolReader) {
        reader = spoolReader;
    }

    /** Counters of the run that begins here start at zero. */
    void started() {
        previous = NOTHING_YET;
    }

    /**
     * Counters in a status are totals since its receiver began. Where that was before this job
     * looked, the first status only says from where to count on.
     */
    void status(ReceiverStatus status) {
        grantedBufferBytes = status.grantedBufferBytes();
        kernelDropsKnown = status.kernelDrops() >= 0;
        if (previous != null) {
            add(kernelDrops, previous.kernelDrops(), status.kernelDrops());
            add(spoolDrops, previous.spoolDrops(), status.spoolDrops());
            add(notAllowed, previous.notAllowed(), status.notAllowed());
        }
        previous = status;
    }

    void emittedUpTo(long receivedAtMillis) {
        lastFrameMillis = receivedAtMillis;
    }

    long kernelDrops() {
        return kernelDrops.get();
    }

    /** False where the receiver's system does not tell. */
    boolean isKernelDropsKnown() {
        return kernelDropsKnown;
    }

    long spoolDrops() {
        return spoolDrops.get();
    }

    long notAllowed() {
        return notAllowed.get();
    }

    long grantedBufferBytes() {
        return grantedBufferBytes;
    }

    /** Written and not yet fetched. */
    long backlogBytes() {
        SpoolReader current = reader;
        try {
            return current == null ? 0 : current.backlogBytes();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether there is a reader, and it has fetched all there is. */
    boolean isReadToTheEnd() {
        SpoolReader current = reader;
        try {
            return current != null && current.backlogBytes() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    long evictedBytes() {
        SpoolReader current = reader;
        return current == null ? 0 : current.evictedBytes();
    }

    long damagedBytes() {
        SpoolReader current = reader;
        return current == null ? 0 : current.damagedBytes();
    }

    /** How long ago was received what is emitted now; 0 when all is emitted. */
    long backlogAgeMillis() {
        return lastFrameMillis == UNKNOWN || backlogBytes() == 0
                ? 0
                : Math.max(0, clockMillis.getAsLong() - lastFrameMillis);
    }

    private static void add(Tally tally, long before, long now) {
        long base = Math.max(0, before);
        if (now > base) {
            tally.add(now - base);
        }
    }
}
