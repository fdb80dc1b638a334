package io.flowledger.archive.table;

import io.flowledger.archive.read.Condition;
import io.flowledger.archive.read.RowFilter;
import io.flowledger.archive.read.TextPlace;
import io.flowledger.archive.read.ValueRanges;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.TableColumn;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;

/**
 * What of a query's conditions is about one column each, as ranges of its values. That is enforced
 * here, row by row, and the planner need not do it again; the rest it keeps.
 */
final class FilterTranslation {

    private final ScanColumns columns;
    private final Literals literals;
    private final List<ResolvedExpression> accepted = new ArrayList<>();
    private final List<ResolvedExpression> remaining = new ArrayList<>();
    private RowFilter filter = RowFilter.NONE;

    private FilterTranslation(ScanColumns columns, Literals literals) {
        this.columns = columns;
        this.literals = literals;
    }

    /**
     * @param zone of the session, in which timestamps without one are meant
     */
    static FilterTranslation of(
            List<ResolvedExpression> conditions, ScanColumns columns, ZoneId zone) {
        FilterTranslation translation = new FilterTranslation(columns, new Literals(zone));
        for (ResolvedExpression condition : conditions) {
            Optional<ColumnTruth<?>> truth = translation.truth(condition);
            truth.ifPresent(translation::enforce);
            (truth.isPresent() ? translation.accepted : translation.remaining).add(condition);
        }
        return translation;
    }

    RowFilter filter() {
        return filter;
    }

    SupportsFilterPushDown.Result result() {
        return SupportsFilterPushDown.Result.of(accepted, remaining);
    }

    @SuppressWarnings("unchecked")
    private void enforce(ColumnTruth<?> truth) {
        boolean nulls = Boolean.TRUE.equals(truth.ofNull());
        filter =
                truth.column().type() == ColumnType.STRING
                        ? filter.withTexts(
                                truth.column(),
                                new Condition<>((ValueRanges<TextPlace>) truth.values(), nulls))
                        : filter.withNumbers(
                                truth.column(),
                                new Condition<>((ValueRanges<Long>) truth.values(), nulls));
    }

    private Optional<ColumnTruth<?>> truth(ResolvedExpression expression) {
        if (!(expression instanceof CallExpression call)) {
            return Optional.empty();
        }
        FunctionDefinition function = call.getFunctionDefinition();
        List<ResolvedExpression> operands = call.getResolvedChildren();
        if (function == BuiltInFunctionDefinitions.AND) {
            return combined(operands, true);
        }
        if (function == BuiltInFunctionDefinitions.OR) {
            return combined(operands, false);
        }
        if (function == BuiltInFunctionDefinitions.NOT) {
            return truth(operands.get(0)).map(ColumnTruth::not);
        }
        if (function == BuiltInFunctionDefinitions.IS_NULL) {
            return column(operands.get(0)).map(ColumnTruth::isNull);
        }
        if (function == BuiltInFunctionDefinitions.IS_NOT_NULL) {
            return column(operands.get(0)).map(column -> ColumnTruth.isNull(column).not());
        }
        if (function == BuiltInFunctionDefinitions.IN) {
            return in(operands);
        }
        if (function == BuiltInFunctionDefinitions.BETWEEN) {
            return between(operands);
        }
        if (function == BuiltInFunctionDefinitions.LIKE) {
            return like(operands);
        }
        if (function instanceof AddressRangeFunction ranges) {
            return addresses(ranges, operands);
        }
        Comparison comparison = Comparison.of(function);
        return comparison == null || operands.size() != 2
                ? Optional.empty()
                : compared(comparison, operands.get(0), operands.get(1));
    }

    private Optional<ColumnTruth<?>> combined(List<ResolvedExpression> operands, boolean and) {
        ColumnTruth<?> all = null;
        for (ResolvedExpression operand : operands) {
            Optional<ColumnTruth<?>> truth = truth(operand);
            if (truth.isEmpty() || all != null && all.column() != truth.get().column()) {
                return Optional.empty();
            }
            all = all == null ? truth.get() : and ? all.and(truth.get()) : all.or(truth.get());
        }
        return Optional.ofNullable(all);
    }

    private Optional<ColumnTruth<?>> in(List<ResolvedExpression> operands) {
        ColumnTruth<?> any = null;
        for (ResolvedExpression value : operands.subList(1, operands.size())) {
            Optional<ColumnTruth<?>> equal = compared(Comparison.EQUAL, operands.get(0), value);
            if (equal.isEmpty()) {
                return Optional.empty();
            }
            any = any == null ? equal.get() : any.or(equal.get());
        }
        return Optional.ofNullable(any);
    }

    private Optional<ColumnTruth<?>> between(List<ResolvedExpression> operands) {
        Optional<ColumnTruth<?>> from =
                compared(Comparison.AT_LEAST, operands.get(0), operands.get(1));
        Optional<ColumnTruth<?>> to =
                compared(Comparison.AT_MOST, operands.get(0), operands.get(2));
        return from.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(from.get().and(to.get()));
    }

    private Optional<ColumnTruth<?>> compared(
            Comparison comparison, ResolvedExpression left, ResolvedExpression right) {
        if (left instanceof ValueLiteralExpression && !(right instanceof ValueLiteralExpression)) {
            return compared(comparison.turned(), right, left);
        }
        if (!(right instanceof ValueLiteralExpression literal) || literal.isNull()) {
            return Optional.empty();
        }
        Optional<TableColumn> column = column(left);
        if (column.isEmpty()) {
            return Optional.empty();
        }
        return column.get().type() == ColumnType.STRING
                ? Literals.text(literal).map(text -> comparison.truth(column.get(), text))
                : literals.number(literal).map(number -> comparison.truth(column.get(), number));
    }

    /** {@code LIKE 'prefix%'}. */
    private Optional<ColumnTruth<?>> like(List<ResolvedExpression> operands) {
        if (operands.size() != 2
                || !(operands.get(1) instanceof ValueLiteralExpression literal)
                || literal.isNull()) {
            return Optional.empty();
        }
        Optional<TableColumn> column =
                column(operands.get(0)).filter(c -> c.type() == ColumnType.STRING);
        if (column.isEmpty()) {
            return Optional.empty();
        }
        return Literals.prefix(literal)
                .map(prefix -> new ColumnTruth<>(column.get(), startingWith(prefix), null));
    }

    /** No byte of UTF-8 is 255, so the last one can be raised. */
    private static ValueRanges<TextPlace> startingWith(byte[] prefix) {
        byte[] behind = prefix.clone();
        behind[behind.length - 1]++;
        return ValueRanges.from(TextPlace.before(prefix))
                .intersection(ValueRanges.from(TextPlace.before(behind)).complement());
    }

    private Optional<ColumnTruth<?>> addresses(
            AddressRangeFunction function, List<ResolvedExpression> operands) {
        List<Object> constants = new ArrayList<>();
        for (ResolvedExpression operand : operands.subList(1, operands.size())) {
            Optional<Object> constant =
                    operand instanceof ValueLiteralExpression literal
                            ? Literals.constant(literal)
                            : Optional.empty();
            if (constant.isEmpty()) {
                return Optional.empty();
            }
            constants.add(constant.get());
        }
        Optional<TableColumn> column = column(operands.get(0));
        if (column.isEmpty() || column.get().type() == ColumnType.STRING) {
            return Optional.empty();
        }
        return function.ranges(constants)
                .map(
                        pairs -> {
                            ValueRanges<Long> addresses = ValueRanges.none();
                            for (long[] pair : pairs) {
                                addresses = addresses.union(ValueRanges.between(pair[0], pair[1]));
                            }
                            return new ColumnTruth<>(column.get(), addresses, null);
                        });
    }

    /** The column that is meant, where a cast changes none of its values. */
    private Optional<TableColumn> column(ResolvedExpression expression) {
        if (expression instanceof FieldReferenceExpression field) {
            return columns.column(field.getName()).filter(FilterTranslation::canBeEnforced);
        }
        if (expression instanceof CallExpression call
                && call.getFunctionDefinition() == BuiltInFunctionDefinitions.CAST) {
            return column(call.getResolvedChildren().get(0))
                    .filter(
                            column ->
                                    Literals.keepsValues(
                                            column.type(),
                                            call.getOutputDataType().getLogicalType()));
        }
        return Optional.empty();
    }

    private static boolean canBeEnforced(TableColumn column) {
        return switch (column.type()) {
            case INT32, INT64, TIMESTAMP, STRING -> true;
            case DOUBLE, BINARY -> false;
        };
    }
}
