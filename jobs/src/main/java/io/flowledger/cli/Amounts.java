package io.flowledger.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them on a console. */
final class Amounts {

    private static final String[] BINARY_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Amounts() {}

    /** {@code 1,234,567}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 12.3 MiB}. */
    static String bytes(long value) {
        double scaled = value;
        int unit = 0;
        while (Math.abs(scaled) >= 1024 && unit < BINARY_UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return unit == 0
                ? value + " B"
                : String.format(Locale.ROOT, "%.1f %s", scaled, BINARY_UNITS[unit]);
    }

    /** {@code 850}, {@code 12.3 k}, {@code 1.05 M} per second. */
    static String rate(double perSecond) {
        if (perSecond >= 1_000_000) {
            return String.format(Locale.ROOT, "%.2f M/s", perSecond / 1_000_000);
        }
        return perSecond >= 10_000
                ? String.format(Locale.ROOT, "%.1f k/s", perSecond / 1_000)
                : String.format(Locale.ROOT, "%.0f/s", perSecond);
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    static String unknownIfNegative(long value) {
        return value < 0 ? "unknown" : count(value);
    }
}
