package io.flowledger.jobs.expire;

import io.flowledger.archive.schema.ArchiveTable;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How long the rows of each table are kept; without an age for ever. */
public final class Retention {

    private static final Pattern AGE = Pattern.compile("(\\d{1,5})(d|w|mo|y)");
    private static final String FOREVER = "forever";

    private static final List<String> DEFAULTS =
            List.of(
                    "flows=400d",
                    "quarantine=90d",
                    "postings=2y",
                    "rollups_hourly=5y",
                    "losses=forever",
                    "sessions=forever",
                    "rollups_daily=forever",
                    "rollups_monthly=forever",
                    "bills=forever");

    private final Map<ArchiveTable, Period> ages = new EnumMap<>(ArchiveTable.class);

    private Retention() {}

    /** What is kept if nobody says anything. */
    public static List<String> defaults() {
        return DEFAULTS;
    }

    /**
     * @param texts {@code flows=400d} each: days, weeks ({@code w}), months ({@code mo}), years
     *     ({@code y}) or {@code forever}; what is not said is as by default
     * @throws IllegalArgumentException for anything else, and if flows were kept longer than what
     *     says what is missing of them
     */
    public static Retention of(List<String> texts) {
        Retention retention = new Retention();
        DEFAULTS.forEach(retention::set);
        texts.forEach(retention::set);
        retention.requireNoLonger(ArchiveTable.FLOWS, ArchiveTable.LOSSES);
        retention.requireNoLonger(ArchiveTable.FLOWS, ArchiveTable.SESSIONS);
        return retention;
    }

    private void set(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw bad(text, "write TABLE=AGE, e.g. flows=400d");
        }
        ArchiveTable table =
                ArchiveTable.named(text.substring(0, equals).strip())
                        .orElseThrow(() -> bad(text, "tables are " + tables()));
        String age = text.substring(equals + 1).strip();
        Matcher matcher = AGE.matcher(age);
        if (age.equals(FOREVER)) {
            ages.remove(table);
        } else if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
            int number = Integer.parseInt(matcher.group(1));
            ages.put(
                    table,
                    switch (matcher.group(2)) {
                        case "d" -> Period.ofDays(number);
                        case "w" -> Period.ofWeeks(number);
                        case "mo" -> Period.ofMonths(number);
                        default -> Period.ofYears(number);
                    });
        } else {
            throw bad(text, "an age is 400d, 8w, 6mo, 2y or forever");
        }
    }

    private void requireNoLonger(ArchiveTable table, ArchiveTable explains) {
        LocalDate any = LocalDate.of(2026, 1, 1);
        Optional<LocalDate> first = firstKept(table, any);
        Optional<LocalDate> firstExplained = firstKept(explains, any);
        boolean longer =
                firstExplained.isPresent()
                        && (first.isEmpty() || first.get().isBefore(firstExplained.get()));
        if (longer) {
            throw bad(
                    explains.tableName() + "=" + text(ages.get(explains)),
                    "it says what is missing of "
                            + table.tableName()
                            + ", so keep it at least as long");
        }
    }

    private static IllegalArgumentException bad(String text, String remedy) {
        return new IllegalArgumentException("--keep " + text + ": " + remedy);
    }

    private static String tables() {
        return Arrays.stream(ArchiveTable.values())
                .map(ArchiveTable::tableName)
                .collect(Collectors.joining(", "));
    }

    /**
     * The first day of which something is kept; empty if all of it is.
     *
     * @param today the day on which it is asked
     */
    Optional<LocalDate> firstKept(ArchiveTable table, LocalDate today) {
        return Optional.ofNullable(ages.get(table)).map(today::minus);
    }

    /** {@code flows=400d, …} of all tables. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (ArchiveTable table : ArchiveTable.values()) {
            Period age = ages.get(table);
            texts.add(table.tableName() + "=" + (age == null ? FOREVER : text(age)));
        }
        return texts;
    }

    private static String text(Period age) {
        if (age.getYears() > 0) {
            return age.getYears() + "y";
        }
        return age.getMonths() > 0 ? age.getMonths() + "mo" : age.getDays() + "d";
    }
}
