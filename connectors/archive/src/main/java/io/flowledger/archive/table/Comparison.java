package io.flowledger.archive.table;

import io.flowledger.archive.read.TextPlace;
import io.flowledger.archive.read.ValueRanges;
import io.flowledger.archive.schema.TableColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;

/** What {@code column OPERATOR constant} says of the column. */
enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST;

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Map<FunctionDefinition, Comparison> OPERATORS =
            Map.of(
                    BuiltInFunctionDefinitions.EQUALS, EQUAL,
                    BuiltInFunctionDefinitions.NOT_EQUALS, NOT_EQUAL,
                    BuiltInFunctionDefinitions.LESS_THAN, LESS,
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, AT_MOST,
                    BuiltInFunctionDefinitions.GREATER_THAN, GREATER,
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, AT_LEAST);

    /** Null for another function. */
    static Comparison of(FunctionDefinition function) {
        return OPERATORS.get(function);
    }

    /** The same with its sides exchanged. */
    Comparison turned() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case GREATER -> LESS;
            case AT_LEAST -> AT_MOST;
        };
    }

    ColumnTruth<Long> truth(TableColumn column, BigDecimal constant) {
        return new ColumnTruth<>(column, numbers(constant), null);
    }

    ColumnTruth<TextPlace> truth(TableColumn column, byte[] constant) {
        return new ColumnTruth<>(column, texts(constant), null);
    }

    /** The constant may have a fraction or be beyond what the column can have. */
    private ValueRanges<Long> numbers(BigDecimal constant) {
        return switch (this) {
            case EQUAL -> equal(constant);
            case NOT_EQUAL -> equal(constant).complement();
            case AT_MOST -> atMost(constant.setScale(0, RoundingMode.FLOOR));
            case GREATER -> AT_MOST.numbers(constant).complement();
            case LESS ->
                    atMost(constant.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE));
            case AT_LEAST -> LESS.numbers(constant).complement();
        };
    }

    private static ValueRanges<Long> equal(BigDecimal constant) {
        boolean whole = constant.stripTrailingZeros().scale() <= 0;
        if (!whole || constant.compareTo(LEAST) < 0 || constant.compareTo(MOST) > 0) {
            return ValueRanges.none();
        }
        return ValueRanges.between(constant.longValue(), constant.longValue());
    }

    private static ValueRanges<Long> atMost(BigDecimal whole) {
        if (whole.compareTo(LEAST) < 0) {
            return ValueRanges.none();
        }
        return ValueRanges.between(Long.MIN_VALUE, whole.min(MOST).longValue());
    }

    private ValueRanges<TextPlace> texts(byte[] constant) {
        return switch (this) {
            case EQUAL -> ValueRanges.only(constant);
            case NOT_EQUAL -> ValueRanges.only(constant).complement();
            case LESS -> ValueRanges.from(TextPlace.before(constant)).complement();
            case AT_MOST -> ValueRanges.from(TextPlace.after(constant)).complement();
            case GREATER -> ValueRanges.from(TextPlace.after(constant));
            case AT_LEAST -> ValueRanges.from(TextPlace.before(constant));
        };
    }
}
