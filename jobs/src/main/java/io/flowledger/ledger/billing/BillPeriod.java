package io.flowledger.ledger.billing;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * A calendar month cut into intervals, of which those are billed that the ledger knows of.
 *
 * @param fromMillis beginning of the month
 * @param toMillis end of it
 * @param intervalMillis length of an interval, divides the month
 * @param slots intervals that count: all of the month, or those that are over
 * @param firstKnown first interval of which anything can be known: before it nobody listened
 * @param endKnown interval behind the last one of which anything can be known
 */
public record BillPeriod(
        long fromMillis,
        long toMillis,
        long intervalMillis,
        int slots,
        int firstKnown,
        int endKnown)
        implements Serializable {

    public BillPeriod {
        if (firstKnown < 0 || endKnown > slots || firstKnown >= endKnown) {
            throw new IllegalArgumentException(
                    "no interval of " + firstKnown + " to " + endKnown + " of " + slots);
        }
    }

    /**
     * All of a month.
     *
     * @throws IllegalArgumentException if the interval does not divide it
     */
    public static BillPeriod of(YearMonth month, ZoneId zone, Duration interval) {
        long from = month.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
        long to = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
        long length = interval.toMillis();
        if ((to - from) % length != 0) {
            throw new IllegalArgumentException(
                    interval + " does not divide " + month + " of " + zone + " evenly");
        }
        int slots = Math.toIntExact((to - from) / length);
        return new BillPeriod(from, to, length, slots, 0, slots);
    }

    /** The month that a time is in. */
    public static YearMonth monthOf(Instant time, ZoneId zone) {
        return YearMonth.from(time.atZone(zone));
    }

    /**
     * With what is known of it only.
     *
     * @param isOver whether the month is; if not, intervals that are not over do not count
     * @param knownFromMillis when somebody began to listen
     * @param knownToMillis when the last that is known was heard
     * @throws NothingToBill if there is no interval that counts
     */
    public BillPeriod known(boolean isOver, long knownFromMillis, long knownToMillis) {
        long first = Math.floorDiv(knownFromMillis - fromMillis, intervalMillis);
        long known = knownToMillis - fromMillis;
        long end = isOver ? -Math.floorDiv(-known, intervalMillis) : known / intervalMillis;
        int firstKnown = (int) Math.max(0, Math.min(slots, first));
        int endKnown = (int) Math.max(0, Math.min(slots, end));
        if (firstKnown >= endKnown) {
            throw new NothingToBill(
                    "no interval of "
                            + Duration.ofMillis(intervalMillis)
                            + " from "
                            + Instant.ofEpochMilli(Math.max(fromMillis, knownFromMillis))
                            + " to "
                            + Instant.ofEpochMilli(Math.min(toMillis, knownToMillis))
                            + " is over yet");
        }
        return new BillPeriod(
                fromMillis,
                toMillis,
                intervalMillis,
                isOver ? slots : endKnown,
                firstKnown,
                endKnown);
    }

    /** The interval a time is in; negative or from {@link #slots} on if it does not count. */
    public int slotOf(long millis) {
        long slot = Math.floorDiv(millis - fromMillis, intervalMillis);
        return (int) Math.max(-1, Math.min(slots, slot));
    }

    public long startMillis(int slot) {
        return fromMillis + slot * intervalMillis;
    }

    /** Up to when traffic counts. */
    public long countedToMillis() {
        return startMillis(slots);
    }

    public int knownSlots() {
        return endKnown - firstKnown;
    }

    public boolean isKnown(int slot) {
        return slot >= firstKnown && slot < endKnown;
    }

    /** Octets of an interval as a rate. */
    double bitsPerSecond(double octets) {
        return octets * 8_000 / intervalMillis;
    }
}
