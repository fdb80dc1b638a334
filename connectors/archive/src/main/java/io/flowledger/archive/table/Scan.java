package io.flowledger.archive.table;

import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.schema.ArchiveTable;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/**
 * What a query wants of a table, as far as the planner has handed it over.
 *
 * @param folders partitions to look into, or null for all
 * @param limit rows that are enough, or {@link #NO_LIMIT}
 * @param aggregates to give instead of rows, or null
 */
record Scan(
        Path warehouse,
        ArchiveTable table,
        ScanColumns columns,
        RowFilter filter,
        List<Map<String, String>> folders,
        long limit,
        Aggregates aggregates,
        DamagedFiles damagedFiles)
        implements Serializable {

    static final long NO_LIMIT = Long.MAX_VALUE;

    Scan(Path warehouse, ArchiveTable table, ScanColumns columns, DamagedFiles damagedFiles) {
        this(warehouse, table, columns, RowFilter.NONE, null, NO_LIMIT, null, damagedFiles);
    }

    Path folder() {
        return new Path(warehouse, table.folder());
    }

    /** Whether no row is read. */
    boolean isOfFooters() {
        return aggregates != null && aggregates.inFooters();
    }

    Scan withColumns(ScanColumns some) {
        return new Scan(warehouse, table, some, filter, folders, limit, aggregates, damagedFiles);
    }

    Scan withFilter(RowFilter rows) {
        return new Scan(warehouse, table, columns, rows, folders, limit, aggregates, damagedFiles);
    }

    Scan withFolders(List<Map<String, String>> some) {
        return new Scan(warehouse, table, columns, filter, some, limit, aggregates, damagedFiles);
    }

    Scan withLimit(long rows) {
        return new Scan(warehouse, table, columns, filter, folders, rows, aggregates, damagedFiles);
    }

    Scan withAggregates(Aggregates instead) {
        return new Scan(warehouse, table, columns, filter, folders, limit, instead, damagedFiles);
    }
}
