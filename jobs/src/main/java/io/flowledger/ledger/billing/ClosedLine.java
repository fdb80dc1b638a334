package io.flowledger.ledger.billing;

import java.util.Optional;

/**
 * The line of a key in a closed bill with the adjustments that were entered since: what is owed as
 * far as the books say.
 */
public final class ClosedLine {

    /** Sums of postings that were accounted again may differ in the last digits. */
    private static final double BILLIONTH = 1e-9;

    private final double bitsPerOctet;
    private Amount in = Amount.NONE;
    private Amount out = Amount.NONE;
    private Amount billed = Amount.NONE;
    private long lastReceivedMillis = Long.MIN_VALUE;

    public ClosedLine(BillPeriod period) {
        bitsPerOctet = period.bitsPerSecond(1);
    }

    public void add(BillEntry entered) {
        in = entered.in() == null ? in : in.plus(entered.in());
        out = entered.out() == null ? out : out.plus(entered.out());
        billed = billed.plus(entered.billed());
        if (entered.lastReceivedMillis() != null) {
            lastReceivedMillis = Math.max(lastReceivedMillis, entered.lastReceivedMillis());
        }
    }

    /**
     * What is still to be entered, if it were billed now as {@code now} says; nothing for
     * differences of less than an octet an interval, or of a billionth.
     */
    public Optional<BillEntry> adjustment(BillEntry now, long atMillis) {
        if (isSame(billed, now.billed())
                && (now.in() == null || isSame(in, now.in()))
                && (now.out() == null || isSame(out, now.out()))) {
            return Optional.empty();
        }
        boolean late =
                now.lastReceivedMillis() != null && now.lastReceivedMillis() > lastReceivedMillis;
        return Optional.of(
                now.with(
                        BillEntry.Kind.ADJUSTMENT,
                        now.in() == null ? null : now.in().minus(in),
                        now.out() == null ? null : now.out().minus(out),
                        now.billed().minus(billed),
                        atMillis,
                        late ? "late_postings" : "changed_postings"));
    }

    private boolean isSame(Amount one, Amount other) {
        return one.observedOctets() == other.observedOctets()
                && isSame(one.octets(), other.octets(), 1)
                && isSame(one.rates(), other.rates());
    }

    private boolean isSame(Rates one, Rates other) {
        return isSame(one.observed(), other.observed())
                && isSame(one.estimated(), other.estimated(), bitsPerOctet)
                && isSame(one.lower(), other.lower(), bitsPerOctet)
                && isSame(one.upper(), other.upper());
    }

    /** A difference to what is not known cannot be entered. */
    private boolean isSame(Double one, Double other) {
        return one == null || other == null || isSame(one, other, bitsPerOctet);
    }

    private static boolean isSame(double one, double other, double least) {
        double difference = Math.abs(one - other);
        return difference < least
                || difference <= BILLIONTH * Math.max(Math.abs(one), Math.abs(other));
    }
}
