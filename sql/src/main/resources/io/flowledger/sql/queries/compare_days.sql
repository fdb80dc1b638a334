-- What changed from one day to another, by protocol and port of the service?
-- day, other_day: of receipt. The smaller port of a flow is taken for that of its service.
-- change is other_day over day; NULL for what was not there on day.
SELECT
  proto_name(proto) AS protocol,
  port,
  port_name(proto, port) AS service,
  octets,
  other_octets,
  other_octets - octets AS difference,
  CASE WHEN octets > 0 THEN CAST(other_octets AS DOUBLE) / octets END AS change
FROM (
  SELECT
    proto,
    CASE WHEN src_port < dst_port THEN src_port ELSE dst_port END AS port,
    SUM(CASE WHEN dt = /*day*/'2026-01-31' THEN `bytes` ELSE 0 END) AS octets,
    SUM(CASE WHEN dt = /*other_day*/'2026-02-01' THEN `bytes` ELSE 0 END) AS other_octets
  FROM flows
  WHERE dt IN (/*day*/'2026-01-31', /*other_day*/'2026-02-01')
  GROUP BY proto, CASE WHEN src_port < dst_port THEN src_port ELSE dst_port END
) AS by_service
ORDER BY ABS(other_octets - octets) DESC, proto, port
LIMIT /*rows*/30;
