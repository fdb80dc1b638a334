-- Which hours are incomplete, of which exporter, and how much of them is there?
-- from, to: first and last day. complete: coverage from which on an hour is not shown, 0 to 1.
-- By the hour in which a loss showed; what an outage of hours cost is in the hour in which it ended. NULL coverage and
-- losses of unknown size (restarts) are always shown.
SELECT dt, hr, exporter, archived_flows, lost_flows, unknown_losses, coverage(archived_flows, lost_flows) AS coverage
FROM (
  SELECT
    dt, hr, exporter, SUM(archived) AS archived_flows, SUM(lost) AS lost_flows, SUM(of_unknown_size) AS unknown_losses
  FROM (
    SELECT
      dt, hr, exporter, COUNT(*) AS archived, CAST(0 AS BIGINT) AS lost, CAST(0 AS BIGINT) AS of_unknown_size
    FROM flows
    WHERE dt BETWEEN /*from*/'2026-01-31' AND /*to*/'2026-02-01'
    GROUP BY dt, hr, exporter
    UNION ALL
    SELECT
      dt, DATE_FORMAT(detected_at, 'HH'), exporter, CAST(0 AS BIGINT), COALESCE(SUM(lost_flows), CAST(0 AS BIGINT)),
      COUNT(*) - COUNT(lost_flows)
    FROM losses
    WHERE dt BETWEEN /*from*/'2026-01-31' AND /*to*/'2026-02-01'
    GROUP BY dt, DATE_FORMAT(detected_at, 'HH'), exporter
  ) AS entries
  GROUP BY dt, hr, exporter
) AS by_hour
WHERE unknown_losses > 0 OR coverage(archived_flows, lost_flows) IS NULL
  OR coverage(archived_flows, lost_flows) < /*complete*/0.999
ORDER BY dt, hr, exporter;
