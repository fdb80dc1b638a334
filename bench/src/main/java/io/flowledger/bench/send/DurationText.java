package io.flowledger.bench.send;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: 500ms, 20s, 5m, 2h, -1h, or ISO-8601 (PT20S). */
public final class DurationText implements ITypeConverter<Duration> {

    private static final Pattern NUMBER_AND_UNIT =
            Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(ms|s|m|min|h|d)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            return Duration.ofNanos(
                    Math.round(Double.parseDouble(matcher.group(1)) * nanosOf(matcher.group(2))));
        }
        try {
            return Duration.parse(text.trim());
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no duration; write 500ms, 20s, 5m or 2h");
        }
    }

    private static double nanosOf(String unit) {
        return switch (unit) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m", "min" -> 60e9;
            case "h" -> 3_600e9;
            default -> 86_400e9;
        };
    }
}
