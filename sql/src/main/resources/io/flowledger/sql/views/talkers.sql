-- What each source sent in each hour of receipt. Filters on dt, hr and src_addr reach the files.
--   SELECT src, SUM(octets) AS octets FROM talkers WHERE dt = '2026-01-31' GROUP BY src ORDER BY octets DESC LIMIT 10
CREATE TEMPORARY VIEW talkers (
  dt, hr, src_addr, src, flows, packets, octets
) COMMENT 'what each source address sent, by hour of receipt'
AS SELECT dt, hr, src_addr, ip_text(src_addr), flows, packets, octets
FROM (
  SELECT dt, hr, src_addr, COUNT(*) AS flows, SUM(packets) AS packets, SUM(`bytes`) AS octets
  FROM flows
  GROUP BY dt, hr, src_addr
) AS by_source;
