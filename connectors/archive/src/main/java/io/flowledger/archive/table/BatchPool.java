package io.flowledger.archive.table;

import io.flowledger.archive.read.TableReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The few batches that a reader fills in turn: one is read into while others wait for the task or
 * are passed on by it.
 */
final class BatchPool {

    private static final int BATCHES = 4;

    private final BlockingQueue<BatchRows> free = new ArrayBlockingQueue<>(BATCHES);

    BatchPool(ScanColumns columns, TableReader file, Map<String, String> partition) {
        for (int i = 0; i < BATCHES; i++) {
            var batch = file.newBatch();
            free.add(new BatchRows(batch, ScanVectors.of(columns, batch, partition), free));
        }
    }

    /** Waits for one that nobody looks at any more. */
    BatchRows take() throws IOException {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while waiting for a batch to be passed on");
        }
    }
}
