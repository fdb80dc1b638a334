package io.flowledger.bench.estimates;

/**
 * One row of a table.
 *
 * @param loss share of the datagrams lost
 * @param domain share of the flows that belong to the domain; 1 for the whole stratum
 */
record Cell(Traffic traffic, double loss, LossPattern pattern, double domain) {}
