-- What is the 95th percentile of an interface, in bits per second, of rates over 5 minutes?
-- from, to: first and last day. part: 0.95.
-- Of the accounting's view `interfaces`, for traffic that came in by the interface: received, and estimated with what was
-- lost. By nearest rank over the intervals that have traffic; intervals says how many, so that those without can be seen.
SELECT
  exporter,
  in_if,
  MAX(in_if_name) AS name,
  COUNT(*) AS intervals,
  percentile_nearest(observed_octets * 8 / 300.0, /*part*/0.95) AS observed_bits_per_second,
  percentile_nearest(octets * 8 / 300.0, /*part*/0.95) AS bits_per_second,
  MAX(octets * 8 / 300.0) AS highest
FROM (
  SELECT
    exporter,
    in_if,
    UNIX_TIMESTAMP(DATE_FORMAT(window_start, 'yyyy-MM-dd HH:mm:ss')) / 300 AS five_minutes,
    MAX(in_if_name) AS in_if_name,
    CAST(SUM(observed_octets) AS DOUBLE) AS observed_octets,
    SUM(octets) AS octets
  FROM postings
  WHERE `view` = 'interfaces' AND dt BETWEEN /*from*/'2026-01-31' AND /*to*/'2026-02-01' AND other = 0
  GROUP BY exporter, in_if, UNIX_TIMESTAMP(DATE_FORMAT(window_start, 'yyyy-MM-dd HH:mm:ss')) / 300
) AS rates
GROUP BY exporter, in_if
ORDER BY bits_per_second DESC, exporter, in_if
LIMIT /*rows*/100;
