package io.flowledger.sql.run;

import java.util.ArrayList;
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

    private static final String CHANGE = "op";

    /** Done, and nothing to say. */
    public static final Answer NONE = new Answer(List.of(), CloseableIterator.empty());

    public static Answer of(TableResult result) {
        return new Answer(result.getResolvedSchema().getColumnNames(), result.collect());
    }

    /** The same with what each row does to the ones before as the first column: +I, -U, +U, -D. */
    public Answer withChanges() {
        List<String> names = new ArrayList<>(columns);
        names.add(0, CHANGE);
        return new Answer(names, new WithChanges(rows));
    }

    private record WithChanges(CloseableIterator<Row> rows) implements CloseableIterator<Row> {

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            Row row = rows.next();
            return Row.join(Row.of(row.getKind().shortString()), row);
        }

        @Override
        public void close() throws Exception {
            rows.close();
        }
    }

    static Answer of(List<String> columns, Iterator<Row> rows) {
        return new Answer(columns, CloseableIterator.adapterForIterator(rows));
    }

    boolean hasColumns() {
        return !columns.isEmpty();
    }
}
