package io.flowledger.sql.run;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Values as text, the same in every format: times are ISO-8601, bytes hexadecimal, numbers without
 * an exponent as long as that is readable.
 */
final class ValueText {

    private static final double LARGE = 1e18;
    private static final double SMALL = 1e-6;

    private ValueText() {}

    static String of(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Instant instant) {
            return instant.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Float || value instanceof Double) {
            return fraction(((Number) value).doubleValue(), value.toString());
        }
        return String.valueOf(value);
    }

    private static String fraction(double value, String plain) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (!(size < LARGE) || size < SMALL) {
            return plain;
        }
        return new BigDecimal(plain).stripTrailingZeros().toPlainString();
    }
}
