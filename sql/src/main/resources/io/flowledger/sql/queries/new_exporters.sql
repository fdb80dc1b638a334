-- Which exporters sent for the first time?
-- since: first day of receipt that counts as new. before: how far to look back for an earlier flow.
-- An exporter that was quiet since `before` is shown as well.
SELECT exporter, first_received, last_received, flows, octets
FROM (
  SELECT
    exporter, MIN(received_at) AS first_received, MAX(received_at) AS last_received, MIN(dt) AS first_day,
    COUNT(*) AS flows, SUM(`bytes`) AS octets
  FROM flows
  WHERE dt >= /*before*/'2026-01-01'
  GROUP BY exporter
) AS by_exporter
WHERE first_day >= /*since*/'2026-02-01'
ORDER BY first_received, exporter;
