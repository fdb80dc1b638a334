-- Who tried many ports or hosts over TCP with flows of a few packets?
-- day, hour: of receipt. packets: most in a flow that counts. targets: least number of (host, port) pairs.
-- Many ports and few hosts is a scan of ports, many hosts and few ports a sweep. Sampling hides most of either.
SELECT
  ip_text(src_addr) AS source,
  COUNT(DISTINCT dst_addr * 65536 + dst_port) AS targets,
  COUNT(DISTINCT dst_addr) AS hosts,
  COUNT(DISTINCT dst_port) AS ports,
  COUNT(*) AS flows,
  MIN(received_at) AS first_received,
  MAX(received_at) AS last_received
FROM flows
WHERE dt = /*day*/'2026-01-31' AND hr = /*hour*/'23' AND proto = 6 AND packets <= /*packets*/3
GROUP BY src_addr
HAVING COUNT(DISTINCT dst_addr * 65536 + dst_port) >= /*targets*/100
ORDER BY targets DESC, source;
