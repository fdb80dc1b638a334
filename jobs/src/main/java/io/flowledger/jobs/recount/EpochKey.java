package io.flowledger.jobs.recount;

/**
 * What lines are brought together by. Without the UDP source port: only session rows say whether
 * sessions are told apart by it.
 */
public record EpochKey(String exporter, int engineType, int engineId, long epochMillis) {}
