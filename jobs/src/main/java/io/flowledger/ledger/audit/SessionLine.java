package io.flowledger.ledger.audit;

import io.flowledger.ledger.sequence.SequenceConvention;
import java.util.Locale;

/**
 * The latest row of {@code sessions} for one numbering, as far as the audit needs it: what its
 * numbers mean, and from where to where they went.
 *
 * @param port UDP source port; {@link #ANY_PORT} where sessions are told apart without it
 * @param ended whether its input ended: nothing may come any more, all is entered
 * @param windowMillis how long a gap stayed open
 */
public record SessionLine(
        int port,
        long reportedMillis,
        String convention,
        boolean ended,
        long lastSeenMillis,
        long firstSequence,
        long nextSequence,
        long windowMillis) {

    public static final int ANY_PORT = -1;

    private static final String ASSUMED = "assumed_";

    /** The specification's where it was assumed, or nothing is known. */
    SequenceConvention numbering() {
        String label = convention.startsWith(ASSUMED) ? convention.substring(8) : convention;
        return SequenceConvention.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
