package io.flowledger.ledger.accounting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The flows that a stratum lost. What was lost for longer than a minute is shared out to the
 * minutes it was lost in, in proportion to time; an outage of more than an hour in sixty steps.
 */
final class Losses {

    static final long MINUTE_MILLIS = 60_000;
    private static final long MOST_STEPS = 60;

    private long flows;

    /** Where datagrams are numbered: of unknown size, taken to be like those that came. */
    private long datagrams;

    private boolean unknown;

    /** Units lost in steps before the stratum, by the minute they begin with. */
    private final TreeMap<Long, Double> earlier = new TreeMap<>();

    /**
     * @param units lost; negative for a correction
     * @param unitsAreFlows or datagrams
     * @param afterMillis receive time of the datagram before
     * @param beforeMillis receive time of the datagram that showed it
     */
    void add(long units, boolean unitsAreFlows, long afterMillis, long beforeMillis) {
        if (unitsAreFlows) {
            flows += units;
        } else {
            datagrams += units;
        }
        long span = beforeMillis - afterMillis;
        if (units > 0 && span > MINUTE_MILLIS) {
            shareOut(units, afterMillis, beforeMillis, span);
        }
    }

    private void shareOut(long units, long after, long before, long span) {
        long minutes = span / MINUTE_MILLIS + 1;
        long step = MINUTE_MILLIS * ((minutes + MOST_STEPS - 1) / MOST_STEPS);
        long own = Math.floorDiv(before, MINUTE_MILLIS) * MINUTE_MILLIS;
        long from = after;
        long stepStart = Math.floorDiv(after, MINUTE_MILLIS) * MINUTE_MILLIS;
        while (from < own) {
            long to = Math.min(own, stepStart + step);
            earlier.merge(stepStart, (double) units * (to - from) / span, Double::sum);
            from = to;
            stepStart = to;
        }
    }

    /** At a restart, nobody knows how many. */
    void addUnknown() {
        unknown = true;
    }

    boolean isUnknown() {
        return unknown;
    }

    /**
     * Flows lost, less than nothing where more was corrected.
     *
     * @param received datagrams and flows of the stratum
     */
    long flows(long receivedDatagrams, long receivedFlows) {
        if (datagrams == 0) {
            return flows;
        }
        double size = receivedDatagrams == 0 ? 1 : (double) receivedFlows / receivedDatagrams;
        return flows + Math.round(datagrams * size);
    }

    boolean isNone() {
        return flows == 0 && datagrams == 0;
    }

    /** Which part of the loss was in which earlier minute, of 1 for all of it. */
    Map<Long, Double> earlierShares() {
        double units = flows + datagrams;
        double all = 0;
        for (double each : earlier.values()) {
            all += each;
        }
        if (units <= 0 || all <= 0) {
            return Map.of();
        }
        TreeMap<Long, Double> shares = new TreeMap<>();
        double whole = Math.max(units, all);
        earlier.forEach((minute, lost) -> shares.put(minute, lost / whole));
        return shares;
    }

    void addAll(Losses other) {
        flows += other.flows;
        datagrams += other.datagrams;
        unknown |= other.unknown;
        other.earlier.forEach((minute, lost) -> earlier.merge(minute, lost, Double::sum));
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(flows);
        out.writeLong(datagrams);
        out.writeBoolean(unknown);
        out.writeInt(earlier.size());
        for (Map.Entry<Long, Double> each : earlier.entrySet()) {
            out.writeLong(each.getKey());
            out.writeDouble(each.getValue());
        }
    }

    static Losses read(DataInput in) throws IOException {
        Losses losses = new Losses();
        losses.flows = in.readLong();
        losses.datagrams = in.readLong();
        losses.unknown = in.readBoolean();
        for (int left = in.readInt(); left > 0; left--) {
            losses.earlier.put(in.readLong(), in.readDouble());
        }
        return losses;
    }
}
