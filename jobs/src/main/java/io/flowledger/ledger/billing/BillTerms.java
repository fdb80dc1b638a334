package io.flowledger.ledger.billing;

import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is billed and how; the same for all months of a bill.
 *
 * @param name of the bill, and of its partition
 * @param view whose postings are billed
 * @param keys columns of {@code bills} that say what a line is for
 * @param hasIn whether there is traffic in this direction
 * @param hasOut likewise
 * @param zone whose midnights begin and end a month
 */
public record BillTerms(
        String name,
        String view,
        Billed of,
        List<String> keys,
        boolean hasIn,
        boolean hasOut,
        BillRule rule,
        NearestRank percentile,
        Duration interval,
        ZoneId zone)
        implements Serializable {

    static final String IN = "in";
    static final String OUT = "out";
    static final String SUM = "sum";
    static final String TOTAL = "total";

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    public BillTerms {
        keys = new ArrayList<>(keys);
        if (interval.compareTo(SHORTEST) < 0
                || interval.compareTo(DAY) > 0
                || DAY.toMillis() % interval.toMillis() != 0) {
            throw new IllegalArgumentException(
                    "an interval is 1 min to a day and divides the day evenly, not " + interval);
        }
    }

    boolean hasDirections() {
        return of != Billed.KEY;
    }

    /**
     * Which direction is billed.
     *
     * @param in null where there is none; likewise {@code out}
     */
    String direction(Amount in, Amount out) {
        if (in == null && out == null) {
            return TOTAL;
        }
        if (in == null || out == null) {
            return in == null ? OUT : IN;
        }
        return switch (rule) {
            case IN -> IN;
            case OUT -> OUT;
            case SUM -> SUM;
            case MAX -> out.rates().estimated() > in.rates().estimated() ? OUT : IN;
        };
    }
}
