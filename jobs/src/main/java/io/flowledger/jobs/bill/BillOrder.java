package io.flowledger.jobs.bill;

import io.flowledger.ledger.billing.BillRule;
import io.flowledger.ledger.billing.Billed;
import io.flowledger.ledger.billing.NearestRank;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A bill as it is asked for.
 *
 * @param name of the bill; null for that of what is billed
 * @param view null for the one that fits
 * @param keys columns of the view that a line is for; none for all that it has
 */
public record BillOrder(
        String name,
        Billed of,
        String view,
        List<String> keys,
        BillRule rule,
        NearestRank percentile,
        Duration interval,
        ZoneId zone) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public BillOrder {
        keys = List.copyOf(keys);
        if (name != null && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' is no name of a bill: small letters, digits and _, a letter first");
        }
        if (of == Billed.KEY && view == null) {
            throw new IllegalArgumentException("say of which view: --view NAME");
        }
        if (of != Billed.KEY && !keys.isEmpty()) {
            throw new IllegalArgumentException("--key goes with --view, without --of");
        }
    }

    /** Its partition in {@code bills}. */
    public String billName() {
        if (name != null) {
            return name;
        }
        return of == Billed.KEY ? view : of.name().toLowerCase(java.util.Locale.ROOT);
    }
}
