package io.flowledger.archive.table;

import io.flowledger.archive.group.Measure;
import io.flowledger.archive.read.FileSummary;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.archive.schema.TableColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
 * What a scan is asked for instead of rows: counts, sums, least and greatest values of rows with
 * the same keys. Each piece of a file gives rows of its own, which the query goes on to put
 * together.
 *
 * @param type of these rows
 * @param inFooters whether footers know all of it, so that a piece is a file and gives one row
 */
record Aggregates(RowType type, List<Part> parts, boolean inFooters) implements Serializable {

    private enum Kind {
        KEY,
        COUNT_ROWS,
        COUNT,
        SUM,
        SUM_OR_ZERO,
        LEAST,
        MOST
    }

    /** One field of the row: of a folder's name, or of a column, or of neither for rows. */
    private record Part(Kind kind, PartitionKey key, TableColumn column) implements Serializable {}

    /**
     * Nothing where there is one that is not known here.
     *
     * @param everyRow whether there is no condition on them
     */
    static Optional<Aggregates> of(
            ScanColumns columns,
            List<int[]> groupingSets,
            List<AggregateExpression> aggregates,
            DataType produced,
            boolean everyRow) {
        if (groupingSets.size() != 1) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (int field : groupingSets.get(0)) {
            ScanColumns.Source source = columns.sources().get(field);
            if (source.key() == null && !isKey(source.column().type())) {
                return Optional.empty();
            }
            parts.add(new Part(Kind.KEY, source.key(), source.column()));
        }
        for (AggregateExpression aggregate : aggregates) {
            Optional<Part> part = part(columns, aggregate);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(
                new Aggregates(
                        (RowType) produced.getLogicalType(),
                        parts,
                        everyRow && parts.stream().allMatch(Aggregates::isInFooter)));
    }

    private static boolean isInFooter(Part part) {
        return switch (part.kind()) {
            case KEY -> part.key() != null;
            case COUNT_ROWS, COUNT, LEAST, MOST -> true;
            case SUM, SUM_OR_ZERO -> false;
        };
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
                .filter(column -> kind == Kind.COUNT || isWhole(column.type()))
                .map(column -> new Part(kind, null, column));
    }

    private static boolean isKey(ColumnType type) {
        return isWhole(type) || type == ColumnType.STRING;
    }

    /**
     * Statistics of text may be cut short; fractions have NaN, and sums that depend on the order.
     */
    private static boolean isWhole(ColumnType type) {
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
                case "SumAggFunction":
                    return Kind.SUM;
                case "Sum0AggFunction":
                    return Kind.SUM_OR_ZERO;
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
        Set<TableColumn> columns = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part.column() != null) {
                columns.add(part.column());
            }
        }
        return List.copyOf(columns);
    }

    /** Keys among {@link #columns()}. */
    int[] keys() {
        return parts.stream()
                .filter(part -> part.kind() == Kind.KEY && part.column() != null)
                .mapToInt(part -> columns().indexOf(part.column()))
                .toArray();
    }

    /** What is told of the rows of a key. */
    List<Measure> measures() {
        List<TableColumn> columns = columns();
        return parts.stream()
                .filter(part -> part.kind() != Kind.KEY)
                .map(
                        part ->
                                new Measure(
                                        measured(part.kind()),
                                        part.column() == null
                                                ? Measure.NO_COLUMN
                                                : columns.indexOf(part.column())))
                .toList();
    }

    private static Measure.Kind measured(Kind kind) {
        return switch (kind) {
            case COUNT_ROWS -> Measure.Kind.ROWS;
            case COUNT -> Measure.Kind.VALUES;
            case SUM -> Measure.Kind.SUM;
            case SUM_OR_ZERO -> Measure.Kind.SUM_OR_ZERO;
            case LEAST -> Measure.Kind.LEAST;
            case MOST -> Measure.Kind.MOST;
            case KEY -> throw new IllegalArgumentException("a key is not measured");
        };
    }

    /** For each field of a row the folder's key that it is, or null. */
    List<PartitionKey> partitionKeys() {
        return parts.stream().map(Part::key).toList();
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
                                    ? (part.key() == null
                                            ? part.column().columnName()
                                            : part.key().columnName())
                                    : part.kind()
                                            + (part.column() == null
                                                    ? ""
                                                    : " " + part.column().columnName()));
        }
        return text.toString();
    }
}
