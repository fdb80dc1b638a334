package io.flowledger.netflow.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Appends frames to a spool. One thread appends, syncs and closes; the getters are for any thread.
 * When the quota or the disk is full, frames are dropped and counted until there is space again.
 */
public final class SpoolWriter implements Closeable {

    private final Path directory;
    private final SpoolOptions options;
    private final SpoolLock lock;
    private final SegmentPool pool;
    private final SegmentSync sync;
    private final long lastReceivedAtOpen;
    private FrameAppender tail;
    private boolean closed;
    private volatile long position;
    private volatile long droppedFrames;
    private volatile String problem;

    private SpoolWriter(
            Path directory,
            SpoolOptions options,
            SpoolLock lock,
            SegmentStore store,
            FrameAppender tail) {
        this.directory = directory;
        this.options = options;
        this.lock = lock;
        this.tail = tail;
        position = tail.position();
        lastReceivedAtOpen = tail.lastReceived();
        String name = directory.getFileName().toString();
        pool = new SegmentPool(store, name, tail.segment().base());
        sync = new SegmentSync(options, name, tail.segment());
    }

    /** Takes the directory, creating it where needed, and goes on after its last whole frame. */
    public static SpoolWriter open(Path directory, SpoolOptions options) throws IOException {
        LongSupplier clock = () -> TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        return open(directory, options, SegmentAllocator.WRITING_ZEROS, clock);
    }

    static SpoolWriter open(
            Path directory, SpoolOptions options, SegmentAllocator allocator, LongSupplier clock)
            throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException(
                    "cannot create the spool directory "
                            + directory
                            + " ("
                            + e
                            + "); give one that can be written",
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new IOException(
                    "the spool directory " + directory + " cannot be written; check its owner");
        }
        SpoolLock lock = SpoolLock.take(directory, SpoolLock.Use.WRITING);
        try {
            deleteLeftovers(directory);
            SegmentStore store = new SegmentStore(directory, options, allocator, clock);
            FrameAppender tail = openTail(directory, options, store, allocator);
            return new SpoolWriter(directory, options, lock, store, tail);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** False: dropped and counted. Allocates nothing. */
    public boolean appendDatagram(
            long receivedAtMicros,
            long addressHigh,
            long addressLow,
            int port,
            ByteBuffer payload) {
        return append(FrameType.DATAGRAM, receivedAtMicros, addressHigh, addressLow, port, payload);
    }

    public boolean appendStatus(long atMicros, ReceiverStatus status) {
        return append(FrameType.STATUS, atMicros, 0, 0, 0, status.encode());
    }

    public boolean appendStart(long atMicros, ReceiverMark mark) {
        return append(FrameType.START, atMicros, 0, 0, 0, mark.encode());
    }

    public boolean appendStop(long atMicros, ReceiverMark mark) {
        return append(FrameType.STOP, atMicros, 0, 0, 0, mark.encode());
    }

    public Path directory() {
        return directory;
    }

    /** Position after the last appended frame. */
    public long position() {
        return position;
    }

    /** Time of the newest frame when the spool was opened; 0 where there is none. */
    public long lastReceivedAtMicros() {
        return lastReceivedAtOpen;
    }

    /** Frames, nearly always datagrams, that found no space. */
    public long droppedFrames() {
        return droppedFrames;
    }

    /** What keeps the spool from working as it should, for people; null when all is well. */
    public String problem() {
        String space = pool.problem();
        String disk = problem != null ? problem : sync.problem();
        return space != null ? space : disk;
    }

    /** Everything appended is on the disk when this returns. */
    public void sync() throws IOException {
        tail.segment().forceWritten();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            pool.close();
            sync.close();
            if (options.sync() != SyncPolicy.NONE) {
                tail.segment().forceWritten();
            }
            tail.segment().close();
        }
    }

    private boolean append(
            FrameType type, long micros, long high, long low, int port, ByteBuffer payload) {
        int length = payload.remaining();
        if (length > FrameLayout.MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a payload of " + length + " bytes is longer than any UDP datagram");
        }
        if (closed) {
            throw new IllegalStateException("the spool " + directory + " is closed");
        }
        if (!tail.hasRoomFor(length) && !roll()) {
            droppedFrames = droppedFrames + 1;
            return false;
        }
        tail.append(type.code(), micros, high, low, port, payload);
        position = tail.position();
        if (options.sync() == SyncPolicy.ALWAYS) {
            forceNow();
        }
        return true;
    }

    /** The pad comes first: a reader that sees the next segment takes this one for complete. */
    private boolean roll() {
        WritableSegment next = pool.take();
        if (next == null) {
            return false;
        }
        WritableSegment old = tail.segment();
        tail.padToEnd();
        try {
            next.begin(directory, old.base() + old.size(), tail.lastReceived());
        } catch (IOException e) {
            problem = "cannot name the next segment of " + directory + ": " + e;
            pool.giveBack(next);
            return false;
        }
        tail = new FrameAppender(next, SegmentHeader.LENGTH, tail.lastReceived());
        sync.moved(old, next);
        pool.activeIs(next.base());
        return true;
    }

    private void forceNow() {
        try {
            tail.segment().forceWritten();
            problem = null;
        } catch (IOException e) {
            problem = "cannot sync " + tail.segment().file() + ": " + e.getMessage();
        }
    }

    /** What a writer that was killed left behind; there is no other writer, we hold the lock. */
    private static void deleteLeftovers(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (SegmentFiles.isSpare(name)) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Goes on in the last segment, unless the job has consumed more than is left of it (the machine
     * lost power before the end was synced): then in a fresh one beyond what was consumed, so that
     * no position is ever given twice.
     */
    private static FrameAppender openTail(
            Path directory, SpoolOptions options, SegmentStore store, SegmentAllocator allocator)
            throws IOException {
        long committed = CommittedPosition.read(directory).orElse(0);
        FrameAppender last = openLast(directory, allocator);
        if (last != null && committed <= last.position()) {
            return last;
        }
        long lastReceived = last == null ? 0 : last.lastReceived();
        long base = (committed + options.segmentBytes() - 1) / options.segmentBytes();
        base *= options.segmentBytes();
        if (last != null) {
            base = Math.max(base, last.segment().base() + last.segment().size());
            last.padToEnd();
            last.segment().close();
        }
        WritableSegment fresh = store.makeSpare(base, 0);
        fresh.begin(directory, base, lastReceived);
        return new FrameAppender(fresh, SegmentHeader.LENGTH, lastReceived);
    }

    private static FrameAppender openLast(Path directory, SegmentAllocator allocator)
            throws IOException {
        TreeSet<Long> bases = SegmentFiles.bases(directory);
        while (!bases.isEmpty()) {
            long base = bases.pollLast();
            Path file = SegmentFiles.segment(directory, base);
            ByteBuffer header = SegmentFiles.readHeader(file);
            if (isUnwritten(header)) {
                Files.delete(file);
                continue;
            }
            SegmentHeader.check(header, file);
            int size = SegmentHeader.size(header);
            return SpoolRecovery.recover(WritableSegment.reopen(file, base, size, allocator));
        }
        return null;
    }

    /** Named before a power failure, written after it: the name survived, the content did not. */
    private static boolean isUnwritten(ByteBuffer header) {
        boolean zeros = true;
        for (int at = 0; at < header.limit(); at++) {
            zeros &= header.get(at) == 0;
        }
        return zeros || header.limit() < SegmentHeader.LENGTH;
    }
}
