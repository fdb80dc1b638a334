package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The segment files of one spool and the space they take: makes spare ones, by recycling where it
 * can, and deletes expired ones. Used by one thread at a time.
 */
final class SegmentStore {

    private final Path directory;
    private final SpoolOptions options;
    private final SegmentAllocator allocator;
    private final LongSupplier microsClock;
    private final Map<Long, Header> headers = new HashMap<>();
    private long sparesMade;

    private record Header(int size, long receivedLast) {}

    SegmentStore(
            Path directory,
            SpoolOptions options,
            SegmentAllocator allocator,
            LongSupplier microsClock) {
        this.directory = directory;
        this.options = options;
        this.allocator = allocator;
        this.microsClock = microsClock;
    }

    /**
     * A zeroed segment, or an IOException that says why there cannot be one now.
     *
     * @param activeBase segment being written; this and later ones are not touched
     * @param otherSpares spares that exist already
     */
    WritableSegment makeSpare(long activeBase, int otherSpares) throws IOException {
        Path file = SegmentFiles.spare(directory, ++sparesMade);
        int size = options.segmentBytes();
        while (true) {
            List<StoredSegment> stored = stored(activeBase);
            Retention retention = retention();
            Optional<StoredSegment> expired = retention.expired(stored);
            Optional<StoredSegment> evictable = retention.evictable(stored);
            boolean fits = usedBytes(otherSpares) + size <= options.maxBytes();
            if (fits && expired.isEmpty()) {
                try {
                    return allocate(file, size);
                } catch (IOException e) {
                    if (evictable.isEmpty()) {
                        throw noDisk(size, e);
                    }
                }
            }
            if (evictable.isEmpty()) {
                throw quotaReached();
            }
            StoredSegment victim = evictable.get();
            Path victimFile = SegmentFiles.segment(directory, victim.base());
            boolean reusable =
                    victim.size() == size && usedBytes(otherSpares) <= options.maxBytes();
            headers.remove(victim.base());
            if (reusable) {
                return WritableSegment.recycle(victimFile, file, size);
            }
            Files.delete(victimFile);
        }
    }

    /** Asks first, so that a nearly full disk is not filled and emptied again at every attempt. */
    private WritableSegment allocate(Path file, int size) throws IOException {
        if (Files.getFileStore(directory).getUsableSpace() < size) {
            // no figure: people are told once, and each time the text is another
            throw new IOException("less is free");
        }
        return WritableSegment.allocate(file, size, allocator);
    }

    private IOException noDisk(int size, IOException cause) {
        return new IOException(
                "the spool "
                        + directory
                        + " cannot get another "
                        + size
                        + " bytes of disk ("
                        + cause.getMessage()
                        + "); free space there",
                cause);
    }

    private IOException quotaReached() {
        return new IOException(
                "the spool "
                        + directory
                        + " has reached its quota of "
                        + options.maxBytes()
                        + " bytes with nothing consumed to delete; run the job that consumes it, or"
                        + " raise the quota");
    }

    void deleteExpired(long activeBase) throws IOException {
        List<StoredSegment> stored = stored(activeBase);
        Retention retention = retention();
        Optional<StoredSegment> expired = retention.expired(stored);
        while (expired.isPresent()) {
            Files.delete(SegmentFiles.segment(directory, expired.get().base()));
            headers.remove(expired.get().base());
            stored = stored.subList(1, stored.size());
            expired = retention.expired(stored);
        }
    }

    /** Segments before the active one, oldest first. */
    private List<StoredSegment> stored(long activeBase) throws IOException {
        List<StoredSegment> stored = new ArrayList<>();
        Long previous = null;
        for (long base : SegmentFiles.bases(directory)) {
            if (previous != null && previous < activeBase) {
                stored.add(
                        new StoredSegment(
                                previous, header(previous).size(), header(base).receivedLast()));
            }
            previous = base;
        }
        return stored;
    }

    private long usedBytes(int spares) throws IOException {
        long bytes = (long) spares * options.segmentBytes();
        for (long base : SegmentFiles.bases(directory)) {
            bytes += header(base).size();
        }
        return bytes;
    }

    private Header header(long base) throws IOException {
        Header known = headers.get(base);
        if (known == null) {
            Path file = SegmentFiles.segment(directory, base);
            ByteBuffer bytes = SegmentFiles.readHeader(file);
            known =
                    bytes.remaining() < SegmentHeader.LENGTH
                            ? new Header((int) Files.size(file), 0)
                            : new Header(
                                    SegmentHeader.size(bytes), SegmentHeader.receivedLast(bytes));
            headers.put(base, known);
        }
        return known;
    }

    private Retention retention() {
        OptionalLong committed;
        OptionalLong needed;
        try {
            committed = CommittedPosition.read(directory);
            needed = NeededPosition.read(directory);
        } catch (IOException e) {
            // a position that cannot be read (it is refused at open) only keeps more
            committed = OptionalLong.empty();
            needed = OptionalLong.empty();
        }
        return new Retention(options.retention(), committed, needed, microsClock.getAsLong());
    }
}
