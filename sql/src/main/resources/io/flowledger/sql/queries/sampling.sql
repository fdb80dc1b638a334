-- Which exporters sample, and what would their traffic be, scaled up?
-- from, to: first and last day of receipt.
-- As the header says it: mode 0 with an interval above 1 is what Juniper sends when it samples; the accounting takes the
-- rule for an exporter from its file.
SELECT
  exporter,
  sampling_mode,
  sampling_interval,
  COUNT(*) AS flows,
  SUM(packets) AS packets,
  SUM(`bytes`) AS octets,
  SUM(packets * CASE WHEN sampling_interval > 1 THEN sampling_interval ELSE 1 END) AS scaled_packets,
  SUM(`bytes` * CASE WHEN sampling_interval > 1 THEN sampling_interval ELSE 1 END) AS scaled_octets
FROM flows
WHERE dt BETWEEN /*from*/'2026-01-31' AND /*to*/'2026-02-01'
GROUP BY exporter, sampling_mode, sampling_interval
ORDER BY exporter, sampling_mode, sampling_interval;
