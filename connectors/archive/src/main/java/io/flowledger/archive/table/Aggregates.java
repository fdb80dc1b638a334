package io.flowledger.archive.table;

import io.flowledger.archive.read.FileSummary;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.archive.schema.TableColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * What footers are asked for instead of rows: counts, least and greatest values, of all rows of a
 * folder. Each file gives one row, which the query goes on to put together.
 *
 * @param type of the row
 */
record Aggregates(RowType type, List<Part> parts) implements Serializable {

    private enum Kind {
        KEY,
        COUNT_ROWS,
        COUNT,
        LEAST,
        MOST
    }

    /** One field of the row: of a folder's name, or of a column, or of neither for rows. */
    private record Part(Kind kind, PartitionKey key, TableColumn column) implements Serializable {}

    /** Nothing where files do not know it. */
    static Optional<Aggregates> of(
            ScanColumns columns,
            List<int[]> groupingSets,
            List<AggregateExpression> aggregates,
            DataType produced) {
        if (groupingSets.size() != 1) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (int field : groupingSets.get(0)) {
            PartitionKey key = columns.sources().get(field).key();
            if (key == null) {
                return Optional.empty();
            }
            parts.add(new Part(Kind.KEY, key, null));
        }
        for (AggregateExpression aggregate : aggregates) {
            Optional<Part> part = part(columns, aggregate);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(new Aggregates((RowType) produced.getLogicalType(), parts));
    }

    private static Optional<Part> part(ScanColumns columns, AggregateExpression aggregate) {
        Kind kind = kind(aggregate.getFunctionDefinition());
        List<FieldReferenceExpression> arguments = aggregate.getArgs();
        if (kind == null
                || aggregate.isDistinct()
                || aggregate.getFilterExpression().isPresent()
                || arguments.size() > 1) {
            return Optional.empty();
        }
        if (arguments.isEmpty() || kind == Kind.COUNT_ROWS) {
            return kind == Kind.COUNT || kind == Kind.COUNT_ROWS
                    ? Optional.of(new Part(Kind.COUNT_ROWS, null, null))
                    : Optional.empty();
        }
        return columns.column(arguments.get(0).getName())
                .filter(column -> kind == Kind.COUNT || hasExactBounds(column.type()))
                .map(column -> new Part(kind, null, column));
    }

    /** Statistics of text may be cut short, those of fractions leave out NaN. */
    private static boolean hasExactBounds(ColumnType type) {
        return switch (type) {
            case INT32, INT64, TIMESTAMP -> true;
            case DOUBLE, STRING, BINARY -> false;
        };
    }

    /** The planner's own classes are behind a class loader of its own, so by name. */
    private static Kind kind(FunctionDefinition function) {
        for (Class<?> c = function.getClass(); c != null; c = c.getSuperclass()) {
            switch (c.getSimpleName()) {
                case "Count1AggFunction":
                    return Kind.COUNT_ROWS;
                case "CountAggFunction":
                    return Kind.COUNT;
                case "MinAggFunction":
                    return Kind.LEAST;
                case "MaxAggFunction":
                    return Kind.MOST;
                default:
                    // the next class up
            }
        }
        return null;
    }

    /** Columns that files are asked about, each once. */
    List<TableColumn> columns() {
        Set<TableColumn> columns = new java.util.LinkedHashSet<>();
        for (Part part : parts) {
            if (part.column() != null) {
                columns.add(part.column());
            }
        }
        return List.copyOf(columns);
    }

    RowData row(FileSummary file, Map<String, String> partition) {
        GenericRowData row = new GenericRowData(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            row.setField(
                    i,
                    switch (part.kind()) {
                        case KEY -> StringData.fromString(partition.get(part.key().columnName()));
                        case COUNT_ROWS -> file.rows();
                        default ->
                                ofColumn(
                                        part, file.columns().get(columns().indexOf(part.column())));
                    });
        }
        return row;
    }

    private static Object ofColumn(Part part, FileSummary.Column column) {
        if (part.kind() == Kind.COUNT) {
            return column.values();
        }
        if (column.values() == 0) {
            return null;
        }
        long value = part.kind() == Kind.LEAST ? column.least() : column.most();
        return switch (part.column().type()) {
            case INT32 -> (Object) (int) value;
            case TIMESTAMP -> TimestampData.fromEpochMillis(value);
            default -> value;
        };
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(
                            part.kind() == Kind.KEY
                                    ? part.key().columnName()
                                    : part.kind()
                                            + (part.column() == null
                                                    ? ""
                                                    : " " + part.column().columnName()));
        }
        return text.toString();
    }
}
