package io.flowledger.archive.table;

import io.flowledger.archive.group.GroupLayout;
import io.flowledger.archive.group.GroupTable;
import io.flowledger.archive.group.Groups;
import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.schema.PartitionKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The groups of the pieces that a reader has read, as long as there is room. It is the fetcher's
 * while there are pieces, and the task's behind the last one.
 */
final class ReaderGroups {

    /** Some 20 MB for two keys and two sums. */
    private static final int MOST_GROUPS = 1 << 19;

    /** About what the second-level cache holds, so that what one thread wrote another one finds. */
    private static final int GROUPS_AT_ONCE = 1 << 12;

    private final Aggregates aggregates;
    private final GroupLayout layout;
    private final Queue<Groups> free = new ConcurrentLinkedQueue<>();
    private GroupTable table;

    /** Of the folder's names those that groups have. */
    private Map<String, String> folder = Map.of();

    ReaderGroups(Aggregates aggregates) {
        this.aggregates = aggregates;
        this.layout =
                new GroupLayout(aggregates.columns(), aggregates.keys(), aggregates.measures());
    }

    /**
     * Says what folder the next rows are of.
     *
     * @return groups of another folder that go first, or null
     */
    GroupRows startFolder(Map<String, String> partition) {
        Map<String, String> next = new HashMap<>();
        for (PartitionKey key : aggregates.partitionKeys()) {
            if (key != null) {
                next.put(key.columnName(), partition.get(key.columnName()));
            }
        }
        GroupRows others = next.equals(folder) ? null : rest();
        if (others == null) {
            folder = next;
        }
        return others;
    }

    void add(RowBatch batch) {
        if (table == null) {
            table = new GroupTable(layout, MOST_GROUPS);
        }
        table.add(batch);
    }

    /** Groups that leave no room for others, or null. */
    GroupRows tooMany() {
        if (table == null) {
            return null;
        }
        Groups some = take();
        return given(some, table.give(some));
    }

    /** Of all groups the next ones, or null behind the last ones. */
    GroupRows rest() {
        if (table == null) {
            return null;
        }
        Groups some = take();
        return given(some, table.giveAll(some));
    }

    private GroupRows given(Groups some, boolean any) {
        if (any) {
            return new GroupRows(aggregates, some, folder, free);
        }
        free.add(some);
        return null;
    }

    /** One that nobody looks at any more. */
    private Groups take() {
        Groups some = free.poll();
        return some == null ? new Groups(layout, GROUPS_AT_ONCE) : some;
    }
}
