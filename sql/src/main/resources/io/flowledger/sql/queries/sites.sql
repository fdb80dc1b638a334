-- Traffic between sites on a day: received, estimated with what was lost, and between what bounds (95 %).
-- day: of the traffic, UTC.
-- Of the accounting's view `sites`, kept by default; sites and links come from the files of docs/enrichment.md.
-- NULL is what no file tells. Bounds do not add up: for a total, sum postings and make the bounds of that.
SELECT
  src_site, dst_site,
  observed_octets,
  octets AS estimated_octets,
  lower_bound(observed_octets, octets, variance, third, spread, exposure) AS at_least,
  upper_bound(observed_octets, octets, variance, third, spread, exposure, unestimated) AS at_most,
  bits_per_second(octets, 86400.0) AS mean_bits_per_second
FROM (
  SELECT
    src_site, dst_site,
    SUM(observed_octets) AS observed_octets, SUM(octets) AS octets, SUM(octets_variance) AS variance,
    SUM(octets_third) AS third, SUM(octets_spread) AS spread, SUM(octets_exposure) AS exposure,
    SUM(unestimated_flows) AS unestimated
  FROM postings
  WHERE `view` = 'sites' AND dt = /*day*/'2026-01-31'
  GROUP BY src_site, dst_site
) AS by_key
ORDER BY estimated_octets DESC;
