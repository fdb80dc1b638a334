package io.flowledger.ledger.sequence;

import java.util.Arrays;

/**
 * Which convention the last datagrams of a numbering follow. The rule: put them in the order of
 * their sequence numbers and count the steps that each convention explains exactly, without loss,
 * less twice those it cannot explain at all, since two datagrams would share a number. The one with
 * the highest count is it; the presumed one (of the session before its restart, else the
 * specification's first-record) unless it is ahead of that by three, since loss may look like one
 * step of another convention. Otherwise loss explains no step and contradicts none: it votes for
 * nobody.
 *
 * @param convention the best explanation
 * @param margin how far its count is ahead of the second best
 */
record ConventionReading(SequenceConvention convention, int margin) {

    private static final int CONTRADICTION = -2;
    private static final int CONVINCING = 3;

    /** Fewer datagrams of one number might be one datagram and a repetition that was changed. */
    private static final int FEWEST_CONSTANT = 3;

    private static final SequenceConvention[] COUNTING = {
        SequenceConvention.FIRST_RECORD,
        SequenceConvention.LAST_RECORD,
        SequenceConvention.PER_DATAGRAM
    };

    /** Reads the newest {@link RecentDatagrams#KEPT} of them and, unless it is null, one more. */
    static ConventionReading of(
            RecentDatagrams recent, Sighting further, SequenceConvention presumed) {
        int known = Math.min(recent.size(), RecentDatagrams.KEPT);
        int skipped = recent.size() - known;
        int size = known + (further == null ? 0 : 1);
        // sequence relative to the first one above, count below: sorts by sequence
        long[] steps = new long[size];
        int origin = known > 0 ? recent.sequence(skipped) : further.sequence;
        for (int i = 0; i < known; i++) {
            steps[i] = packed(recent.sequence(skipped + i) - origin, recent.count(skipped + i));
        }
        if (further != null) {
            steps[known] = packed(further.sequence - origin, further.claimed);
        }
        Arrays.sort(steps);
        return of(steps, presumed);
    }

    private static ConventionReading of(long[] sorted, SequenceConvention presumed) {
        int[] explained = new int[COUNTING.length];
        int standing = 0;
        for (int i = 1; i < sorted.length; i++) {
            int step = (int) (sorted[i] >> 32) - (int) (sorted[i - 1] >> 32);
            int before = (int) sorted[i - 1];
            int count = (int) sorted[i];
            explained[0] += vote(step, before);
            explained[1] += vote(step, count);
            explained[2] += vote(step, 1);
            standing += step == 0 ? 1 : 0;
        }
        if (standing == sorted.length - 1 && sorted.length >= FEWEST_CONSTANT) {
            return new ConventionReading(SequenceConvention.CONSTANT, standing);
        }
        int assumed = presumed.countsAny() ? presumed.ordinal() : 0;
        int best = assumed;
        for (int i = 0; i < explained.length; i++) {
            boolean convincing = explained[i] - explained[assumed] >= CONVINCING;
            best = convincing && explained[i] > explained[best] ? i : best;
        }
        int second = Integer.MIN_VALUE;
        for (int i = 0; i < explained.length; i++) {
            second = i == best ? second : Math.max(second, explained[i]);
        }
        return new ConventionReading(COUNTING[best], explained[best] - second);
    }

    private static int vote(int step, int expected) {
        if (step == expected) {
            return 1;
        }
        return step < expected ? CONTRADICTION : 0;
    }

    private static long packed(int sequence, int count) {
        return (long) sequence << 32 | count;
    }
}
