package io.flowledger.netflow.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Gives a file real disk blocks by writing zeros from where it ends. A mapped write into a sparse
 * file on a full disk is a SIGBUS; after this it cannot be. Replaced in tests to play a full disk.
 */
@FunctionalInterface
interface SegmentAllocator {

    /**
     * One for all: direct memory of every attempt would wait for a collection that seldom comes.
     */
    ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 20).asReadOnlyBuffer();

    SegmentAllocator WRITING_ZEROS =
            (channel, size) -> {
                ByteBuffer zeros = ZEROS.duplicate();
                long at = channel.size();
                while (at < size) {
                    zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                    at += channel.write(zeros, at);
                }
            };

    void allocate(FileChannel channel, int size) throws IOException;
}
