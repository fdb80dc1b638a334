package io.flowledger.bench.traffic;

import java.time.Duration;

/**
 * How sessions number their datagrams, and where the first life of each begins; after a restart
 * both sequence and uptime begin at 0.
 *
 * @param convention what flow_sequence counts, or null: as the exporter's profile does
 * @param firstSequence where numbering starts, or {@link #DRAWN}
 * @param firstUptime uptime at the start of the run, or null: drawn
 */
public record Numbering(SequenceConvention convention, long firstSequence, Duration firstUptime) {

    /** No start was asked for: each session begins somewhere else. */
    public static final long DRAWN = -1;

    private static final long MAX_SEQUENCE = 0xFFFF_FFFFL;
    private static final Duration MAX_UPTIME = Duration.ofDays(3_650);

    public Numbering {
        if (firstSequence != DRAWN) {
            Require.range("--first-sequence", firstSequence, 0, MAX_SEQUENCE);
        }
        Require.that(
                firstUptime == null
                        || !firstUptime.isNegative() && firstUptime.compareTo(MAX_UPTIME) <= 0,
                "--first-uptime is from 0 to ten years");
    }

    SequenceConvention conventionOf(Profile profile) {
        return convention == null ? profile.convention() : convention;
    }
}
