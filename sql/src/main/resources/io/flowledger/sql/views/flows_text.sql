-- Flows for a person to read: addresses, protocol and flags as text.
-- Filter on dt and hr, which are partitions, and on src_addr, dst_addr, proto and ports, which are as they are stored:
--   WHERE dt = '2026-01-31' AND hr = '12' AND cidr_match(src_addr, '10.1.0.0/16')
-- A filter on src or dst is right as well, but every row has to be read for it.
CREATE TEMPORARY VIEW flows_text (
  received_at, exporter, src, src_port, dst, dst_port, protocol, service, tcp_flags, packets, octets, flow_start, seconds,
  in_if, out_if, src_as, dst_as, dt, hr, src_addr, dst_addr, proto
) COMMENT 'flows with addresses, protocol and flags as text'
AS SELECT
  received_at,
  exporter,
  ip_text(src_addr),
  src_port,
  ip_text(dst_addr),
  dst_port,
  proto_name(proto),
  CASE WHEN proto = 1 THEN icmp_name(dst_port) ELSE COALESCE(port_name(proto, dst_port), port_name(proto, src_port)) END,
  CASE WHEN proto = 6 THEN tcp_flags_text(tcp_flags) END,
  packets,
  `bytes`,
  flow_start,
  seconds_between(flow_start, flow_end),
  in_if,
  out_if,
  src_as,
  dst_as,
  dt,
  hr,
  src_addr,
  dst_addr,
  proto
FROM flows;
