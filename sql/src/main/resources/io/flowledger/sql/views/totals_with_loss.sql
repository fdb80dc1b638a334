-- Totals of each day and exporter out of each view of the accounting: received, estimated with what was lost, and the
-- 95 % interval of that. Name a view, they all have the same totals unless they filter: WHERE `view` = 'exporters'.
-- Where some of the loss could not be estimated, unestimated is true and upper is NULL. Intervals do not add up: for other keys sum postings and
-- use lower_bound and upper_bound.
CREATE TEMPORARY VIEW totals_with_loss (
  `view`, dt, exporter, observed_flows, flows, flows_lower, flows_upper, observed_packets, packets, packets_lower,
  packets_upper, observed_octets, octets, octets_lower, octets_upper, unestimated
) COMMENT 'totals by day and exporter: observed, estimated, lower and upper bound'
AS SELECT
  `view`, dt, exporter,
  observed_flows,
  flows,
  lower_bound(observed_flows, flows, flows_variance, flows_third, flows_spread, flows_exposure),
  upper_bound(observed_flows, flows, flows_variance, flows_third, flows_spread, flows_exposure, unestimated_flows),
  observed_packets,
  packets,
  lower_bound(observed_packets, packets, packets_variance, packets_third, packets_spread, packets_exposure),
  upper_bound(
    observed_packets, packets, packets_variance, packets_third, packets_spread, packets_exposure, unestimated_flows),
  observed_octets,
  octets,
  lower_bound(observed_octets, octets, octets_variance, octets_third, octets_spread, octets_exposure),
  upper_bound(
    observed_octets, octets, octets_variance, octets_third, octets_spread, octets_exposure, unestimated_flows),
  unestimated_flows > 0
FROM (
  SELECT
    `view`, dt, session_exporter AS exporter,
    SUM(observed_flows) AS observed_flows,
    SUM(flows) AS flows,
    SUM(flows_variance) AS flows_variance,
    SUM(flows_third) AS flows_third,
    SUM(flows_spread) AS flows_spread,
    SUM(flows_exposure) AS flows_exposure,
    SUM(observed_packets) AS observed_packets,
    SUM(packets) AS packets,
    SUM(packets_variance) AS packets_variance,
    SUM(packets_third) AS packets_third,
    SUM(packets_spread) AS packets_spread,
    SUM(packets_exposure) AS packets_exposure,
    SUM(observed_octets) AS observed_octets,
    SUM(octets) AS octets,
    SUM(octets_variance) AS octets_variance,
    SUM(octets_third) AS octets_third,
    SUM(octets_spread) AS octets_spread,
    SUM(octets_exposure) AS octets_exposure,
    SUM(unestimated_flows) AS unestimated_flows
  FROM postings
  GROUP BY `view`, dt, session_exporter
) AS by_exporter;
