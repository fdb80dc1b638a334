package io.flowledger.archive.table;

import io.flowledger.archive.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Constants of a query in the terms of the archive's columns. */
final class Literals {

    private static final int DIGITS_OF_INT = 10;
    private static final int DIGITS_OF_LONG = 19;

    /** From here on not every long has a double of its own. */
    private static final double EXACT_DOUBLE = 1L << 53;

    private final ZoneId zone;

    /**
     * @param zone in which timestamps without one are meant
     */
    Literals(ZoneId zone) {
        this.zone = zone;
    }

    /** A number, or a time as milliseconds since 1970; exactly, so either may have a fraction. */
    Optional<BigDecimal> number(ValueLiteralExpression literal) {
        return switch (root(literal)) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    literal.getValueAs(Number.class)
                            .map(number -> BigDecimal.valueOf(number.longValue()));
            case DECIMAL -> literal.getValueAs(BigDecimal.class);
            case DOUBLE ->
                    literal.getValueAs(Double.class).filter(Double::isFinite).map(BigDecimal::new);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    literal.getValueAs(Instant.class).map(Literals::millis);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> local(literal);
            default -> Optional.empty();
        };
    }

    /**
     * Flink compares the two kinds of timestamps as what the finer one is (ScalarOperatorGens): our
     * columns have three digits, so with more than two here it compares local times, which are no
     * ranges of instants where clocks are set back.
     */
    private Optional<BigDecimal> local(ValueLiteralExpression literal) {
        int digits = LogicalTypeChecks.getPrecision(literal.getOutputDataType().getLogicalType());
        return digits < 3 || zone.getRules().isFixedOffset()
                ? literal.getValueAs(LocalDateTime.class)
                        .map(time -> millis(time.atZone(zone).toInstant()))
                : Optional.empty();
    }

    private static BigDecimal millis(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond())
                .movePointRight(3)
                .add(BigDecimal.valueOf(time.getNano(), 6));
    }

    /** Text in UTF-8. */
    static Optional<byte[]> text(ValueLiteralExpression literal) {
        return switch (root(literal)) {
            case CHAR, VARCHAR ->
                    literal.getValueAs(String.class)
                            .map(text -> text.getBytes(StandardCharsets.UTF_8));
            default -> Optional.empty();
        };
    }

    /** What a text starts with that is {@code LIKE} a literal, if that is all it says. */
    static Optional<byte[]> prefix(ValueLiteralExpression literal) {
        return text(literal)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(pattern -> pattern.matches("[^%_\\\\]+%"))
                .map(pattern -> pattern.substring(0, pattern.length() - 1))
                .map(prefix -> prefix.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link AddressRangeFunction} takes it. */
    static Optional<Object> constant(ValueLiteralExpression literal) {
        return switch (root(literal)) {
            case CHAR, VARCHAR -> literal.getValueAs(String.class).map(text -> text);
            case TINYINT, SMALLINT, INTEGER ->
                    literal.getValueAs(Number.class).map(Number::intValue);
            case BIGINT -> literal.getValueAs(Long.class).map(number -> number);
            default -> Optional.empty();
        };
    }

    private static LogicalTypeRoot root(ValueLiteralExpression literal) {
        return literal.getOutputDataType().getLogicalType().getTypeRoot();
    }

    /** Whether a cast of a column to a type leaves every value what it is. */
    static boolean keepsValues(ColumnType column, LogicalType type) {
        return switch (column) {
            case INT32 ->
                    switch (type.getTypeRoot()) {
                        case INTEGER, BIGINT, DOUBLE -> true;
                        default -> holdsDigits(type, DIGITS_OF_INT);
                    };
            case INT64 ->
                    switch (type.getTypeRoot()) {
                        // exact for constants that all doubles around are as well, see number()
                        case BIGINT, DOUBLE -> true;
                        default -> holdsDigits(type, DIGITS_OF_LONG);
                    };
            case TIMESTAMP ->
                    switch (type.getTypeRoot()) {
                        case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                                LogicalTypeChecks.getPrecision(type) >= 3;
                        default -> false;
                    };
            case STRING ->
                    switch (type.getTypeRoot()) {
                        case VARCHAR -> LogicalTypeChecks.getLength(type) == Integer.MAX_VALUE;
                        default -> false;
                    };
            case DOUBLE, BINARY -> false;
        };
    }

    private static boolean holdsDigits(LogicalType type, int digits) {
        return type instanceof DecimalType decimal
                && decimal.getPrecision() - decimal.getScale() >= digits;
    }
}
