package io.flowledger.ledger.rollup;

import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.ExactSums;
import io.flowledger.ledger.estimate.Flag;
import io.flowledger.ledger.estimate.Interval;
import io.flowledger.ledger.estimate.Uncertainty;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.OptionalDouble;

/**
 * What a key had in a time, added up of postings or of other such sums, in any order. Mutable, for
 * one thread.
 */
public final class RollupSums {

    private static final int MEASURES = Measure.values().length;
    private static final int CAUSES = MEASURES * Measure.SUMS;
    private static final int SUMS = CAUSES + LossCauses.COUNT;

    private final long[] observed = new long[MEASURES];
    private final ExactSums sums;
    private long postings;
    private long unestimatedFlows;
    private boolean imputed = true;
    private int flags;
    private int sampling;
    private int longestWindowSeconds;
    private long firstReceived = Long.MAX_VALUE;
    private long lastReceived = Long.MIN_VALUE;
    private String enrichmentFirst = "";
    private String enrichmentLast = "";

    /** As last posted; null for none. */
    private final String[] names;

    /**
     * @param names how many a key has
     */
    public RollupSums(int names) {
        this(names, new ExactSums(SUMS));
    }

    private RollupSums(int names, ExactSums sums) {
        this.names = new String[names];
        this.sums = sums;
    }

    // ---- adding --------------------------------------------------------------------------------

    public void addPostings(long rows, boolean isImputed) {
        postings += rows;
        imputed &= isImputed;
    }

    /**
     * @param estimates the estimate and its four sums, from place {@code from} on
     */
    public void add(Measure measure, long received, double[] estimates, int from) {
        observed[measure.ordinal()] = Math.addExact(observed[measure.ordinal()], received);
        for (int i = 0; i < Measure.SUMS; i++) {
            sums.add(measure.first() + i, estimates[from + i]);
        }
    }

    /** Lost flows of one cause, see {@link LossCauses}. */
    public void addLost(int cause, double flows) {
        sums.add(CAUSES + cause, flows);
    }

    public void addUnestimated(long flows) {
        unestimatedFlows += flows;
    }

    /**
     * @param samplingBits one for each rule
     */
    public void addMarks(int moreFlags, int samplingBits, int windowSeconds) {
        flags |= moreFlags;
        sampling |= samplingBits;
        longestWindowSeconds = Math.max(longestWindowSeconds, windowSeconds);
    }

    /**
     * Of several received at the same time the greatest texts count, so that order does not.
     *
     * @param texts names of the key then; null for none
     */
    public void addReceived(
            long firstMillis, long lastMillis, String first, String last, String[] texts) {
        if (firstMillis < firstReceived
                || firstMillis == firstReceived && first.compareTo(enrichmentFirst) > 0) {
            firstReceived = firstMillis;
            enrichmentFirst = first;
        }
        if (lastMillis > lastReceived) {
            lastReceived = lastMillis;
            enrichmentLast = last;
            System.arraycopy(texts, 0, names, 0, names.length);
        } else if (lastMillis == lastReceived) {
            enrichmentLast = greater(enrichmentLast, last);
            for (int i = 0; i < names.length; i++) {
                names[i] = greater(names[i], texts[i]);
            }
        }
    }

    private static String greater(String one, String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    public void addAll(RollupSums others) {
        addPostings(others.postings, others.imputed);
        for (int i = 0; i < MEASURES; i++) {
            observed[i] = Math.addExact(observed[i], others.observed[i]);
        }
        sums.addAll(others.sums);
        addUnestimated(others.unestimatedFlows);
        addMarks(others.flags, others.sampling, others.longestWindowSeconds);
        addReceived(
                others.firstReceived,
                others.lastReceived,
                others.enrichmentFirst,
                others.enrichmentLast,
                others.names);
    }

    // ---- what it is ----------------------------------------------------------------------------

    public long postings() {
        return postings;
    }

    /** Whether nothing of it was received. */
    public boolean isImputed() {
        return imputed;
    }

    public long observed(Measure measure) {
        return observed[measure.ordinal()];
    }

    /**
     * @param sum which of its sums
     */
    public double sum(Measure measure, int sum) {
        return sums.value(measure.first() + sum);
    }

    public Interval interval(Measure measure) {
        return new Estimate(
                        observed(measure),
                        sum(measure, Measure.ESTIMATE),
                        new Uncertainty(
                                sum(measure, Measure.VARIANCE),
                                sum(measure, Measure.THIRD),
                                sum(measure, Measure.SPREAD),
                                sum(measure, Measure.EXPOSURE)),
                        unestimatedFlows,
                        unestimatedFlows,
                        EnumSet.noneOf(Flag.class))
                .interval();
    }

    /** Of all causes: but for rounding, the flows with what was lost less those received. */
    public double lostFlows() {
        double flows = 0;
        for (int cause = 0; cause < LossCauses.COUNT; cause++) {
            flows += lost(cause);
        }
        return flows;
    }

    public double lost(int cause) {
        return sums.value(CAUSES + cause);
    }

    /** Part of the flows that was received; empty of nothing, or if some of it is not known. */
    public OptionalDouble coverage() {
        double sent = sum(Measure.FLOWS, Measure.ESTIMATE);
        return sent <= 0 || unestimatedFlows != 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, observed(Measure.FLOWS) / sent));
    }

    public long unestimatedFlows() {
        return unestimatedFlows;
    }

    public int flags() {
        return flags;
    }

    public int sampling() {
        return sampling;
    }

    public int longestWindowSeconds() {
        return longestWindowSeconds;
    }

    public long firstReceivedMillis() {
        return firstReceived;
    }

    public long lastReceivedMillis() {
        return lastReceived;
    }

    public String enrichmentFirst() {
        return enrichmentFirst;
    }

    public String enrichmentLast() {
        return enrichmentLast;
    }

    /** Null for none. */
    public String name(int place) {
        return names[place];
    }

    // ---- between tasks -------------------------------------------------------------------------

    public void write(DataOutput out) throws IOException {
        out.writeByte(names.length);
        for (String name : names) {
            out.writeBoolean(name != null);
            if (name != null) {
                out.writeUTF(name);
            }
        }
        for (long each : observed) {
            out.writeLong(each);
        }
        out.writeLong(postings);
        out.writeLong(unestimatedFlows);
        out.writeBoolean(imputed);
        out.writeInt(flags);
        out.writeByte(sampling);
        out.writeInt(longestWindowSeconds);
        out.writeLong(firstReceived);
        out.writeLong(lastReceived);
        out.writeUTF(enrichmentFirst);
        out.writeUTF(enrichmentLast);
        sums.write(out);
    }

    public static RollupSums read(DataInput in) throws IOException {
        String[] names = new String[in.readByte()];
        for (int i = 0; i < names.length; i++) {
            names[i] = in.readBoolean() ? in.readUTF() : null;
        }
        long[] observed = new long[MEASURES];
        for (int i = 0; i < MEASURES; i++) {
            observed[i] = in.readLong();
        }
        long postings = in.readLong();
        long unestimated = in.readLong();
        boolean imputed = in.readBoolean();
        int flags = in.readInt();
        int sampling = in.readUnsignedByte();
        int window = in.readInt();
        long first = in.readLong();
        long last = in.readLong();
        String enrichmentFirst = in.readUTF();
        String enrichmentLast = in.readUTF();
        RollupSums read = new RollupSums(names.length, ExactSums.read(SUMS, in));
        System.arraycopy(observed, 0, read.observed, 0, MEASURES);
        read.addPostings(postings, imputed);
        read.addUnestimated(unestimated);
        read.addMarks(flags, sampling, window);
        read.addReceived(first, last, enrichmentFirst, enrichmentLast, names);
        return read;
    }
}
