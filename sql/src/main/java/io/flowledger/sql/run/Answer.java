package io.flowledger.sql.run;

import java.util.Iterator;
import java.util.List;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * What a statement answers with.
 *
 * @param columns their names; none if it has no rows, as an INSERT
 * @param rows as they come; to be closed
 */
public record Answer(List<String> columns, CloseableIterator<Row> rows) {

    /** Done, and nothing to say. */
    public static final Answer NONE = new Answer(List.of(), CloseableIterator.empty());

    public static Answer of(TableResult result) {
        return new Answer(result.getResolvedSchema().getColumnNames(), result.collect());
    }

    static Answer of(List<String> columns, Iterator<Row> rows) {
        return new Answer(columns, CloseableIterator.adapterForIterator(rows));
    }

    boolean hasColumns() {
        return !columns.isEmpty();
    }
}
