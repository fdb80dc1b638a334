package io.flowledger.bench.estimates;

/**
 * One row of the table.
 *
 * @param minutes strata summed
 * @param datagrams per minute, before loss
 * @param loss share of the datagrams lost
 * @param domain share of the flows that belong to the domain; 1 for the whole stratum
 */
record Cell(
        FlowSizes sizes,
        int minutes,
        int datagrams,
        double loss,
        LossPattern pattern,
        double domain) {}
