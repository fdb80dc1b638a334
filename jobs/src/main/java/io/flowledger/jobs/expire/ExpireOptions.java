package io.flowledger.jobs.expire;

import java.time.Duration;

/**
 * What may go.
 *
 * @param maxBytes of all files of tables together; MAX_VALUE for as much as there is
 * @param unproved whether flows go as well that were not rolled up, or do not balance
 * @param abandonedAfter age from which a file in progress counts as left behind, where no job can
 *     go on with it
 */
public record ExpireOptions(
        Retention retention, long maxBytes, boolean unproved, Duration abandonedAfter) {}
