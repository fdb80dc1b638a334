-- Which servers were called over TCP and did not answer, or were flooded with SYN?
-- day, hour: of receipt. attempts: least number of flows with SYN and without ACK.
-- Flags are those of all packets of a flow, so a flow with SYN and without ACK never got further. unanswered is their
-- part of all TCP flows to that port. A flow cut off by the exporter's timeout may look like one.
SELECT
  ip_text(dst_addr) AS server,
  dst_port,
  COALESCE(port_name(6, dst_port), CAST(dst_port AS STRING)) AS service,
  attempts,
  sources,
  CAST(attempts AS DOUBLE) / flows AS unanswered
FROM (
  SELECT
    dst_addr,
    dst_port,
    COUNT(*) AS flows,
    SUM(CASE WHEN MOD(tcp_flags / 2, 2) = 1 AND MOD(tcp_flags / 16, 2) = 0 THEN 1 ELSE 0 END) AS attempts,
    COUNT(DISTINCT CASE WHEN MOD(tcp_flags / 2, 2) = 1 AND MOD(tcp_flags / 16, 2) = 0 THEN src_addr END) AS sources
  FROM flows
  WHERE dt = /*day*/'2026-01-31' AND hr = /*hour*/'23' AND proto = 6
  GROUP BY dst_addr, dst_port
) AS by_server
WHERE attempts >= /*attempts*/10
ORDER BY attempts DESC, server, dst_port
LIMIT /*rows*/100;
