-- Which long flows were active in a window?
-- since, until: the window, by the exporters' clocks. seconds: least duration. from, to: days of receipt to look at; a
-- flow is received after its end, or after the exporter's active timeout, so take the day after as well.
-- A flow beyond the active timeout comes in several records, each of which counts here by itself.
SELECT
  exporter,
  ip_text(src_addr) AS source,
  src_port,
  ip_text(dst_addr) AS destination,
  dst_port,
  proto_name(proto) AS protocol,
  flow_start,
  flow_end,
  seconds_between(flow_start, flow_end) AS seconds,
  packets,
  `bytes` AS octets
FROM flows
WHERE dt BETWEEN /*from*/'2026-01-31' AND /*to*/'2026-02-01'
  AND flow_start < CAST(/*until*/'2026-02-01 00:30:00' AS TIMESTAMP_LTZ(3))
  AND flow_end > CAST(/*since*/'2026-01-31 23:30:00' AS TIMESTAMP_LTZ(3))
  AND seconds_between(flow_start, flow_end) >= /*seconds*/600
ORDER BY seconds DESC, flow_start, source, src_port, destination, dst_port, exporter, octets
LIMIT /*rows*/100;
