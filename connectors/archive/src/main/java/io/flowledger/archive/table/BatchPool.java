package io.flowledger.archive.table;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.TableReader;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The few batches that a reader fills in turn: one is read into while others wait for the task or
 * are passed on by it. As many as Flink's queue between the two threads holds, and a few more.
 */
final class BatchPool {

    private final Queue<BatchRows> free = new ConcurrentLinkedQueue<>();
    private final ScanColumns columns;
    private final TableReader file;
    private final Map<String, String> partition;

    BatchPool(ScanColumns columns, TableReader file, Map<String, String> partition) {
        this.columns = columns;
        this.file = file;
        this.partition = partition;
    }

    /** One that nobody looks at any more. */
    BatchRows take() {
        BatchRows rows = free.poll();
        if (rows != null) {
            return rows;
        }
        RowBatch batch = file.newBatch();
        return new BatchRows(batch, ScanVectors.of(columns, batch, partition), free);
    }
}
