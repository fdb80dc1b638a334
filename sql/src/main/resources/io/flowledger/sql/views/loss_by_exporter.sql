-- What each exporter sent on each day as far as it is known: flows archived, flows lost by cause, and the part that is
-- there. A correction of the next day is a negative loss of that day. Losses of unknown size (restarts) are only
-- counted: coverage does not know them.
CREATE TEMPORARY VIEW loss_by_exporter (
  dt, exporter, archived_flows, lost_flows, coverage, collector_down, socket_overflow, spool_overflow, truncated, refused,
  upstream, mixed, unknown_cause, losses_of_unknown_size
) COMMENT 'flows archived and lost by exporter, day and cause'
AS SELECT
  dt, exporter, archived_flows, lost_flows, coverage(archived_flows, lost_flows), collector_down, socket_overflow,
  spool_overflow, truncated, refused, upstream, mixed, unknown_cause, losses_of_unknown_size
FROM (
  SELECT
    dt,
    exporter,
    SUM(archived_flows) AS archived_flows,
    SUM(lost_flows) AS lost_flows,
    SUM(CASE WHEN cause = 'collector_down' THEN lost_flows ELSE 0 END) AS collector_down,
    SUM(CASE WHEN cause = 'socket_overflow' THEN lost_flows ELSE 0 END) AS socket_overflow,
    SUM(CASE WHEN cause = 'spool_overflow' THEN lost_flows ELSE 0 END) AS spool_overflow,
    SUM(CASE WHEN cause = 'truncated' THEN lost_flows ELSE 0 END) AS truncated,
    SUM(CASE WHEN cause = 'refused' THEN lost_flows ELSE 0 END) AS refused,
    SUM(CASE WHEN cause = 'upstream' THEN lost_flows ELSE 0 END) AS upstream,
    SUM(CASE WHEN cause = 'mixed' THEN lost_flows ELSE 0 END) AS mixed,
    SUM(CASE WHEN cause IS NULL THEN lost_flows ELSE 0 END) AS unknown_cause,
    SUM(losses_of_unknown_size) AS losses_of_unknown_size
  FROM (
    SELECT
      dt, exporter, CAST(NULL AS STRING) AS cause, COUNT(*) AS archived_flows, CAST(0 AS BIGINT) AS lost_flows,
      CAST(0 AS BIGINT) AS losses_of_unknown_size
    FROM flows
    GROUP BY dt, exporter
    UNION ALL
    SELECT
      dt, exporter, cause, CAST(0 AS BIGINT), COALESCE(SUM(lost_flows), CAST(0 AS BIGINT)),
      COUNT(*) - COUNT(lost_flows)
    FROM losses
    GROUP BY dt, exporter, cause
  ) AS entries
  GROUP BY dt, exporter
) AS by_exporter;
