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

    int CHUNK = 1 << 20;

    SegmentAllocator WRITING_ZEROS =
            (channel, size) -> {
                ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(CHUNK, size));
                long at = channel.size();
                while (at < size) {
                    zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                    at += channel.write(zeros, at);
                }
            };

    void allocate(FileChannel channel, int size) throws IOException;
}
