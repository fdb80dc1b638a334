package io.flowledger.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations and sizes as people write them on a command line. */
final class Quantities {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15})\\s*([a-zA-Z]*)");
    private static final Map<String, Long> MILLIS =
            Map.of(
                    "ms",
                    1L,
                    "s",
                    1_000L,
                    "m",
                    60_000L,
                    "min",
                    60_000L,
                    "h",
                    3_600_000L,
                    "d",
                    86_400_000L);
    private static final Map<String, Long> BYTES =
            Map.of(
                    "", 1L, "b", 1L, "k", 1L << 10, "kb", 1L << 10, "m", 1L << 20, "mb", 1L << 20,
                    "g", 1L << 30, "gb", 1L << 30, "t", 1L << 40, "tb", 1L << 40);

    private Quantities() {}

    /**
     * {@code 500ms}, {@code 20s}, {@code 5m}, {@code 2h}, {@code 1d}, or ISO-8601 such as {@code
     * PT20S}.
     */
    static Duration duration(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        if (matcher.matches()) {
            Long unit = MILLIS.get(matcher.group(2).toLowerCase(Locale.ROOT));
            if (unit != null) {
                return Duration.ofMillis(
                        Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
            }
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no duration; write 20s, 5m, 2h or PT20S");
        }
    }

    /** {@code 4096}, {@code 64k}, {@code 32m}, {@code 20g}: binary multiples. */
    static long bytes(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        Long unit = matcher.matches() ? BYTES.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new TypeConversionException("'" + text + "' is no size; write 64k, 32m or 20g");
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    }

    static void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " " + value + ": give " + least + " to " + most);
        }
    }

    /** For options that hold a size in bytes. */
    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return bytes(text);
        }
    }
}
