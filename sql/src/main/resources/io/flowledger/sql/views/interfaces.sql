-- Traffic between interfaces in each window of the accounting (a minute), received, and with what was lost. Of the
-- accounting's view `interfaces`: empty where that is not kept.
CREATE TEMPORARY VIEW interfaces (
  dt, window_start, window_seconds, exporter, in_if, in_if_name, out_if, out_if_name, other,
  observed_flows, observed_octets, octets, octets_lower, octets_upper, bits_per_second
) COMMENT 'traffic by interface and minute, as received and with what was lost'
AS SELECT
  dt, window_start, window_seconds, exporter, in_if, in_if_name, out_if, out_if_name, other,
  observed_flows,
  observed_octets,
  octets,
  lower_bound(observed_octets, octets, octets_variance, octets_third, octets_spread, octets_exposure),
  upper_bound(
    observed_octets, octets, octets_variance, octets_third, octets_spread, octets_exposure, unestimated_flows),
  bits_per_second(octets, window_seconds)
FROM (
  SELECT
    dt, window_start, window_seconds, exporter, in_if, out_if, other,
    MAX(in_if_name) AS in_if_name,
    MAX(out_if_name) AS out_if_name,
    SUM(observed_flows) AS observed_flows,
    SUM(observed_octets) AS observed_octets,
    SUM(octets) AS octets,
    SUM(octets_variance) AS octets_variance,
    SUM(octets_third) AS octets_third,
    SUM(octets_spread) AS octets_spread,
    SUM(octets_exposure) AS octets_exposure,
    SUM(unestimated_flows) AS unestimated_flows
  FROM postings
  WHERE `view` = 'interfaces'
  GROUP BY dt, window_start, window_seconds, exporter, in_if, out_if, other
) AS by_interface;
