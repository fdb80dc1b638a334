package io.flowledger.archive.table;

import io.flowledger.archive.group.GroupTable;
import io.flowledger.archive.read.FlowFileException;
import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.TableReader;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.connector.file.src.FileSourceSplit;

/** Gives the wanted rows of a piece by key: some groups at a time, so a key may come again. */
final class GroupPiece extends PieceReader {

    /** About what the second-level cache holds, or a few of them. */
    private static final int MOST_GROUPS = 1 << 17;

    /** Rows of a group below which looking for it does not pay. */
    private static final int FEW_ROWS = 2;

    private final Queue<GroupRows> free = new ConcurrentLinkedQueue<>();
    private TableReader file;
    private RowBatch batch;
    private boolean rarelyTwoOfAKey;

    /** What the last rows ended at, or null. */
    private FlowFileException damage;

    private long given;

    GroupPiece(Scan scan, FileSourceSplit split, long done) {
        super(scan, split, done);
    }

    @Override
    PieceRows read(long done) throws IOException {
        if (file == null) {
            file = openFile(scan.aggregates().columns());
            batch = file.newBatch();
        }
        while (true) {
            GroupRows rows = take();
            fill(rows.groups());
            int size = rows.groups().size();
            if (size == 0) {
                return null;
            }
            long before = given;
            given += size;
            if (given > done) {
                rows.start((int) Math.max(0, done - before), given);
                return rows;
            }
            rows.releaseBatch();
        }
    }

    private void fill(GroupTable groups) throws IOException {
        groups.clear();
        while (groups.hasRoom() && next()) {
            if (rarelyTwoOfAKey) {
                groups.append(batch);
            } else {
                groups.add(batch);
            }
        }
        if (damage != null && groups.size() == 0) {
            throw damage;
        }
        rarelyTwoOfAKey |= !groups.hasRoom() && groups.rows() < (long) FEW_ROWS * groups.size();
    }

    /** Rows in front of a damage count. */
    private boolean next() throws IOException {
        try {
            return damage == null && file.next(batch);
        } catch (FlowFileException e) {
            damage = e;
            return false;
        }
    }

    /** One that nobody looks at any more. */
    private GroupRows take() {
        GroupRows rows = free.poll();
        if (rows != null) {
            return rows;
        }
        Aggregates aggregates = scan.aggregates();
        GroupTable groups =
                new GroupTable(
                        aggregates.columns(),
                        aggregates.keys(),
                        aggregates.measures(),
                        MOST_GROUPS);
        return new GroupRows(aggregates, groups, partition(), free);
    }

    @Override
    long rowsAhead() {
        return file == null ? -1 : file.rowsAhead();
    }

    @Override
    long bytesRead() {
        return file == null ? 0 : file.bytesRead();
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (file != null) {
            file.close();
        }
    }
}
