-- Who sent to whom in each hour of receipt, one row for each direction. Filters on dt, hr, src_addr and dst_addr reach
-- the files.
CREATE TEMPORARY VIEW conversations (
  dt, hr, src_addr, dst_addr, src, dst, flows, packets, octets, first_received, last_received
) COMMENT 'what went from one address to another, by hour of receipt'
AS SELECT
  dt, hr, src_addr, dst_addr, ip_text(src_addr), ip_text(dst_addr), flows, packets, octets, first_received, last_received
FROM (
  SELECT
    dt, hr, src_addr, dst_addr, COUNT(*) AS flows, SUM(packets) AS packets, SUM(`bytes`) AS octets,
    MIN(received_at) AS first_received, MAX(received_at) AS last_received
  FROM flows
  GROUP BY dt, hr, src_addr, dst_addr
) AS by_pair;
