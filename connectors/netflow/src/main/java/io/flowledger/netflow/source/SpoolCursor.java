package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.Receiver;
import io.flowledger.netflow.receiver.ReceiverOptions;
import io.flowledger.netflow.spool.CommittedPosition;
import io.flowledger.netflow.spool.FrameBatch;
import io.flowledger.netflow.spool.SpoolReader;
import io.flowledger.netflow.spool.SpoolReadership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a spool, with the receiver that fills it where the job listens itself. Told to stop, it
 * stops the receiver, reads to where the spool then ends and is finished.
 */
final class SpoolCursor implements SplitCursor {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolCursor.class);

    /** After the stop, the spool's end is asked for only once no older answer is cached. */
    private static final long END_KNOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    /** The end was not reached, and nothing came for this long: what is left cannot be read. */
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long END_UNKNOWN = -1;

    private final SpoolSplit split;
    private final StopSignal stop;
    private final Receiver receiver;
    private final SpoolReadership readership;
    private final SpoolReader reader;
    private final int batchBytes;
    private FrameBatch batch;
    private boolean stopping;
    private boolean finished;
    private long stoppedAtNanos;
    private long lastFrameNanos;
    private long end = END_UNKNOWN;
    private long evictedBytes;
    private boolean evictionPending;
    private boolean restartTold;

    /** What was newest at the start must be in the first checkpoint, even if nothing comes. */
    private boolean tellsPosition;

    private SpoolCursor(
            SpoolSplit split,
            StopSignal stop,
            Receiver receiver,
            SpoolReadership readership,
            SpoolReader reader,
            int batchBytes) {
        this.split = split;
        this.stop = stop;
        this.receiver = receiver;
        this.readership = readership;
        this.reader = reader;
        this.batchBytes = batchBytes;
        tellsPosition = split.position() == SpoolSplit.AT_NEWEST;
    }

    /**
     * @param options of the receiver to run, for a split that listens
     */
    static SpoolCursor open(
            SpoolSplit split, ReceiverOptions options, StopSignal stop, int batchBytes)
            throws IOException {
        Path directory = Path.of(split.directory());
        // before a receiver adds to it
        long position = positionIn(directory, split.position());
        Receiver receiver = null;
        if (split.intake() == Intake.LISTEN && !stop.isGiven()) {
            receiver = Receiver.open(options, directory);
        } else if (split.intake() != Intake.LISTEN && !Files.isDirectory(directory)) {
            throw new IOException(
                    "there is no spool "
                            + directory
                            + " on this host; check the path, start a receiver with it, or name"
                            + " the host that has it");
        }
        SpoolReadership readership = null;
        try {
            readership = split.intake() == Intake.WATCH ? null : SpoolReadership.take(directory);
            LOG.info("Reading the spool {} from position {}", directory, position);
            SpoolReader reader = SpoolReader.open(directory, position);
            return new SpoolCursor(split, stop, receiver, readership, reader, batchBytes);
        } catch (IOException | RuntimeException e) {
            if (readership != null) {
                readership.close();
            }
            if (receiver != null) {
                receiver.close();
            }
            throw e;
        }
    }

    private static long positionIn(Path directory, long position) throws IOException {
        if (position >= 0 || !Files.isDirectory(directory)) {
            return Math.max(0, position);
        }
        if (position == SpoolSplit.AT_COMMITTED) {
            return CommittedPosition.read(directory).orElse(0);
        }
        try (SpoolReader reader = SpoolReader.open(directory, 0)) {
            return reader.position() + reader.backlogBytes();
        }
    }

    SpoolReader reader() {
        return reader;
    }

    /** Null where another process receives. */
    Receiver receiver() {
        return receiver;
    }

    @Override
    public Fetched poll() throws IOException {
        failIfReceivingEnded();
        if (tellsPosition) {
            tellsPosition = false;
            return new FetchedFrames(new byte[0], 0, reader.position(), false);
        }
        if (!stopping && stop.isGiven()) {
            beginToStop();
        }
        if (batch == null) {
            batch = new FrameBatch(batchBytes);
        }
        int frames = reader.poll(batch);
        if (frames > 0) {
            lastFrameNanos = System.nanoTime();
        }
        warnOfWhatCannotBeRead();
        if (stopping) {
            finishAtTheEnd();
        }
        return frames == 0 ? null : take();
    }

    @Override
    public boolean isFinished() {
        return finished;
    }

    @Override
    public void close() throws IOException {
        try (readership) {
            reader.close();
        } finally {
            if (receiver != null) {
                receiver.close();
            }
        }
    }

    private void failIfReceivingEnded() throws IOException {
        if (receiver != null && !stopping && receiver.failure() != null) {
            throw new IOException(
                    "receiving on " + receiver.listenAddress() + " has ended", receiver.failure());
        }
    }

    private void warnOfWhatCannotBeRead() {
        if (reader.evictedBytes() > evictedBytes) {
            evictedBytes = reader.evictedBytes();
            evictionPending = true;
            LOG.warn(
                    "{} bytes of the spool {} were deleted before they were read; give it more"
                            + " space or a longer retention",
                    evictedBytes,
                    split.directory());
        }
        if (reader.restarted() && !restartTold) {
            restartTold = true;
            LOG.warn(
                    "The spool {} ends before the position {} it was read to earlier; it was"
                            + " replaced, and is read from its start",
                    split.directory(),
                    split.position());
        }
    }

    private void beginToStop() {
        LOG.info("Draining the spool {}", split.directory());
        if (receiver != null) {
            receiver.stopReceiving();
        }
        stopping = true;
        stoppedAtNanos = System.nanoTime();
        lastFrameNanos = stoppedAtNanos;
    }

    private void finishAtTheEnd() throws IOException {
        long now = System.nanoTime();
        if (end == END_UNKNOWN && receiver != null) {
            end = receiver.spoolPosition();
        } else if (end == END_UNKNOWN && now - stoppedAtNanos >= END_KNOWN_NANOS) {
            end = reader.position() + reader.backlogBytes();
        }
        boolean reached = end != END_UNKNOWN && reader.position() >= end;
        boolean stuck = !reached && now - lastFrameNanos >= GIVE_UP_NANOS;
        if (stuck) {
            LOG.warn(
                    "The spool {} ends at {}, but nothing can be read after {}",
                    split.directory(),
                    end,
                    reader.position());
        }
        if (reached || stuck) {
            stop.obeyed();
            finished = true;
        }
    }

    /**
     * Hands the batch over where it is mostly full, else a copy: datagrams keep the whole array
     * alive, and at a low rate a fresh large one for each would be mostly air.
     */
    private Fetched take() {
        FrameBatch full = batch;
        boolean afterEviction = evictionPending;
        evictionPending = false;
        if (full.length() <= full.bytes().length / 2) {
            byte[] copy = Arrays.copyOf(full.bytes(), full.length());
            return new FetchedFrames(copy, copy.length, full.endPosition(), afterEviction);
        }
        batch = null;
        return new FetchedFrames(full.bytes(), full.length(), full.endPosition(), afterEviction);
    }
}
