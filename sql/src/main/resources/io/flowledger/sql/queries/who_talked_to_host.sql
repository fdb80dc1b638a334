-- Who talked to this host, and how much each way?
-- host: its IPv4 address. from, to: first and last day of receipt.
-- A filter on an address reads only the parts of files that may have it.
SELECT
  ip_text(peer) AS peer,
  SUM(flows_to_host) AS flows_to_host,
  SUM(octets_to_host) AS octets_to_host,
  SUM(flows_from_host) AS flows_from_host,
  SUM(octets_from_host) AS octets_from_host,
  MIN(received_at) AS first_received,
  MAX(received_at) AS last_received
FROM (
  SELECT
    src_addr AS peer, CAST(1 AS BIGINT) AS flows_to_host, `bytes` AS octets_to_host,
    CAST(0 AS BIGINT) AS flows_from_host, CAST(0 AS BIGINT) AS octets_from_host, received_at
  FROM flows
  WHERE dst_addr = ip_number(/*host*/'192.0.2.50') AND dt BETWEEN /*from*/'2026-01-31' AND /*to*/'2026-02-01'
  UNION ALL
  SELECT
    dst_addr, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(1 AS BIGINT), `bytes`, received_at
  FROM flows
  WHERE src_addr = ip_number(/*host*/'192.0.2.50') AND dt BETWEEN /*from*/'2026-01-31' AND /*to*/'2026-02-01'
) AS talks
GROUP BY peer
ORDER BY octets_to_host DESC, flows_from_host DESC, peer
LIMIT /*rows*/100;
