package io.flowledger.archive.read;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Hours of receipt, UTC, that are wanted of {@code flows}, and which folders have them.
 *
 * @param from first hour
 * @param to hour after the last one
 */
public record HourRange(Instant from, Instant to) {

    /** Whatever there is. */
    public static final HourRange ALL = new HourRange(Instant.MIN, Instant.MAX);

    private static final String DAY = "dt=";
    private static final String HOUR = "hr=";

    public HourRange {
        requireHour(from);
        requireHour(to);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("no hour is from " + from + " to " + to);
        }
    }

    private static void requireHour(Instant time) {
        boolean bounded = !time.equals(Instant.MIN) && !time.equals(Instant.MAX);
        if (bounded && !time.truncatedTo(ChronoUnit.HOURS).equals(time)) {
            throw new IllegalArgumentException(time + " is not on the hour");
        }
    }

    /**
     * Whether flows of these hours may be below a folder or in a file.
     *
     * @param parent name of the folder it is in
     * @param name its own name
     * @throws IllegalArgumentException for a folder of a day or an hour that does not exist
     */
    public boolean mayHold(String parent, String name) {
        if (name.startsWith(DAY)) {
            Instant day = dayOf(name);
            return overlaps(day, day.plus(Duration.ofDays(1)));
        }
        if (name.startsWith(HOUR)) {
            Instant hour = dayOf(parent).plus(hourOf(name));
            return overlaps(hour, hour.plus(Duration.ofHours(1)));
        }
        return true;
    }

    /**
     * The hour that a folder of {@code flows} is for.
     *
     * @param day name of the folder it is in
     * @param hour its own name
     */
    public static Instant startOf(String day, String hour) {
        return dayOf(day).plus(hourOf(hour));
    }

    private boolean overlaps(Instant start, Instant end) {
        return start.isBefore(to) && end.isAfter(from);
    }

    private static Instant dayOf(String folder) {
        try {
            return LocalDate.parse(folder.substring(DAY.length()))
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("folder " + folder + " is no day of flows", e);
        }
    }

    private static Duration hourOf(String folder) {
        String hour = folder.substring(HOUR.length());
        if (!hour.matches("[01]\\d|2[0-3]")) {
            throw new IllegalArgumentException("folder " + folder + " is no hour of flows");
        }
        return Duration.ofHours(Integer.parseInt(hour));
    }
}
