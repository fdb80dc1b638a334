package io.flowledger.netflow.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * Reads a spool from a position on and follows its writer, which may be in another process. A
 * damaged frame is skipped and counted, once the writer has left its segment.
 */
public final class SpoolReader implements Closeable {

    /** How often, at the written end, the directory is looked at. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private enum Stop {
        BATCH_FULL,
        SEGMENT_END,
        NOTHING_SOUND
    }

    private final Path directory;
    private final CRC32C crc = new CRC32C();
    private ReadableSegment segment;
    private boolean segmentIsComplete;
    private boolean closed;
    private long position;
    private long evictedBytes;
    private long damagedBytes;
    private boolean restarted;
    private long newestSeen;
    private long lookedAtNanos = System.nanoTime() - LOOK_NANOS;
    private long tailKnownAtNanos = lookedAtNanos;
    private long knownTail;

    private SpoolReader(Path directory, long position) {
        this.directory = directory;
        this.position = position;
    }

    /**
     * @param position after the last consumed frame, 0 for the oldest there is
     */
    public static SpoolReader open(Path directory, long position) throws IOException {
        if (position < 0 || position % FrameLayout.ALIGNMENT != 0) {
            throw new IllegalArgumentException(position + " is no position in a spool");
        }
        SpoolReader reader = new SpoolReader(directory, position);
        if (reader.openSegment() && !reader.isFollowed()) {
            reader.position = reader.frameBoundary();
        }
        return reader;
    }

    /**
     * Replaces the content of the batch with the next whole frames, up to its capacity or the
     * written end.
     *
     * @return number of frames; 0 means that nothing new is there now
     */
    public synchronized int poll(FrameBatch batch) throws IOException {
        if (closed) {
            throw new IllegalStateException("the reader of the spool " + directory + " is closed");
        }
        batch.clear(position);
        boolean more = true;
        while (more && (segment != null || openSegment())) {
            switch (copyFrames(batch)) {
                case SEGMENT_END -> more = advance();
                case NOTHING_SOUND -> more = batch.frameCount() == 0 && stepOver();
                default -> more = false;
            }
        }
        batch.endsAt(position);
        return batch.frameCount();
    }

    /** Position after the last frame handed out. */
    public synchronized long position() {
        return position;
    }

    /** Bytes written and not yet handed out; looks at the directory at most ten times a second. */
    public synchronized long backlogBytes() throws IOException {
        if (System.nanoTime() - tailKnownAtNanos >= LOOK_NANOS) {
            tailKnownAtNanos = System.nanoTime();
            TreeSet<Long> bases = SegmentFiles.bases(directory);
            if (!bases.isEmpty()) {
                ByteBuffer header =
                        SegmentFiles.readHeader(SegmentFiles.segment(directory, bases.last()));
                knownTail =
                        header.remaining() < SegmentHeader.LENGTH ? 0 : SegmentHeader.tail(header);
            }
        }
        return Math.max(0, knownTail - position);
    }

    /** Bytes that were deleted before this reader came to them. */
    public synchronized long evictedBytes() {
        return evictedBytes;
    }

    /** Bytes that were skipped because no sound frame could be read from them. */
    public synchronized long damagedBytes() {
        return damagedBytes;
    }

    /** The spool was replaced by one that does not reach to the position; it is read from start. */
    public synchronized boolean restarted() {
        return restarted;
    }

    @Override
    public synchronized void close() {
        closed = true;
        leaveSegment();
    }

    private Stop copyFrames(FrameBatch batch) {
        ByteBuffer buffer = segment.buffer();
        while (true) {
            int offset = (int) (position - segment.base());
            if (segment.end() - position < FrameLayout.HEADER) {
                return Stop.SEGMENT_END;
            }
            if (segment.limit() - offset < FrameLayout.HEADER) {
                return Stop.NOTHING_SOUND;
            }
            int length = FrameLayout.acquireLength(buffer, offset);
            if (length < FrameLayout.HEADER || length > segment.limit() - offset) {
                return Stop.NOTHING_SOUND;
            }
            if (segment.scan().isPad(offset)) {
                if (segment.scan().soundLength(offset) < 0) {
                    return Stop.NOTHING_SOUND;
                }
                position += FrameLayout.align(length);
                continue;
            }
            int aligned = FrameLayout.align(length);
            if (length > FrameLayout.HEADER + FrameLayout.MAX_PAYLOAD
                    || aligned > segment.limit() - offset) {
                return Stop.NOTHING_SOUND;
            }
            if (!batch.hasRoomFor(aligned)) {
                if (batch.frameCount() == 0) {
                    throw new IllegalStateException(
                            "a frame of " + aligned + " bytes does not fit into the batch");
                }
                return Stop.BATCH_FULL;
            }
            buffer.get(offset, batch.bytes(), batch.length(), aligned);
            if (!isSound(batch.bytes(), batch.length(), length)) {
                return Stop.NOTHING_SOUND;
            }
            batch.added(aligned);
            position += aligned;
        }
    }

    /** Checks the copy, so that what was checked is what is handed on. */
    private boolean isSound(byte[] bytes, int at, int length) {
        if (FrameLayout.i32(bytes, at) != length
                || FrameLayout.i64(bytes, at + FrameLayout.POSITION) != position
                || !FrameType.isKnown(FrameLayout.u16(bytes, at + FrameLayout.TYPE))) {
            return false;
        }
        crc.reset();
        crc.update(bytes, at + FrameLayout.CRC_START, length - FrameLayout.CRC_START);
        return (int) crc.getValue() == FrameLayout.i32(bytes, at + FrameLayout.CRC);
    }

    /** Goes to the next segment; false when there is none yet. */
    private boolean advance() throws IOException {
        long end = segment.end();
        ReadableSegment next = ReadableSegment.open(directory, end);
        if (next == null && !isFollowed()) {
            return false;
        }
        leaveSegment();
        position = end;
        if (next == null) {
            return openSegment();
        }
        segment = next;
        position = end + SegmentHeader.LENGTH;
        return true;
    }

    /**
     * At the written end, at damage, or in a segment that was recycled under this reader; false
     * when there is nothing to do but wait.
     */
    private boolean stepOver() throws IOException {
        if (!segment.isStillItself()) {
            leaveSegment();
            return openSegment();
        }
        if (!segmentIsComplete) {
            segmentIsComplete = isFollowed();
            if (!segmentIsComplete && segment.isCut()) {
                leaveSegment();
            }
            return segmentIsComplete;
        }
        int offset = (int) (position - segment.base());
        int next = segment.scan().nextSound(offset + FrameLayout.ALIGNMENT);
        if (!segment.isStillItself()) {
            return true;
        }
        long resume = next < 0 ? segment.end() : segment.base() + next;
        damagedBytes += resume - position;
        position = resume;
        return true;
    }

    /** Whether there is a later segment, so that nothing is written to this one any more. */
    private boolean isFollowed() throws IOException {
        long now = System.nanoTime();
        if (segment.base() >= newestSeen && now - lookedAtNanos >= LOOK_NANOS) {
            lookedAtNanos = now;
            TreeSet<Long> bases = SegmentFiles.bases(directory);
            newestSeen = bases.isEmpty() ? 0 : bases.last();
        }
        return segment.base() < newestSeen;
    }

    /** Opens the segment of the position, or the next one there is. */
    private boolean openSegment() throws IOException {
        TreeSet<Long> bases = SegmentFiles.bases(directory);
        Long floor = bases.floor(position);
        if (floor != null && openAt(floor) && position < segment.end()) {
            position = Math.max(position, floor + SegmentHeader.LENGTH);
            return true;
        }
        boolean holderIsGone = segment == null;
        boolean beyondTheEnd = segment != null && position > segment.end();
        leaveSegment();
        Long higher = bases.higher(position);
        if (higher == null && beyondTheEnd && !isCommitted()) {
            restarted = true;
            position = 0;
            higher = bases.first();
        } else if (higher != null && holderIsGone) {
            evictedBytes += higher - position;
        }
        if (higher == null || !openAt(higher)) {
            return false;
        }
        position = higher + SegmentHeader.LENGTH;
        return true;
    }

    private boolean openAt(long base) throws IOException {
        segment = ReadableSegment.open(directory, base);
        return segment != null;
    }

    /** Then a writer will go on beyond the position, see {@link SpoolWriter}. */
    private boolean isCommitted() throws IOException {
        return CommittedPosition.read(directory).orElse(0) >= position;
    }

    /**
     * The position, or the frame boundary before it when the end of the spool was lost with the
     * power after the position was stored.
     */
    private long frameBoundary() throws IOException {
        int target = (int) (position - segment.base());
        int offset = SegmentHeader.LENGTH;
        while (offset < target && offset <= segment.limit() - FrameLayout.HEADER) {
            int length = FrameLayout.acquireLength(segment.buffer(), offset);
            if (length == 0) {
                return isCommitted() ? position : segment.base() + offset;
            }
            if (length < FrameLayout.HEADER || length > segment.limit() - offset) {
                return position;
            }
            if (offset + FrameLayout.align(length) > target) {
                return segment.base() + offset;
            }
            offset += FrameLayout.align(length);
        }
        return position;
    }

    private void leaveSegment() {
        if (segment != null) {
            segment.close();
            segment = null;
        }
        segmentIsComplete = false;
    }
}
