-- A warehouse for DuckDB: the tables, views and functions that Flink SQL has here, by the same names.
--   duckdb -cmd "SET VARIABLE warehouse = '/srv/flows'" -init duckdb.sql
-- A table is refused while nothing was written to it: run the script again later. Not here: port_name, and the column
-- `service` of flows_text, which need the registry of ports.
SET TimeZone = 'UTC';

-- Functions. Addresses are numbers, as in the tables.
CREATE OR REPLACE MACRO ip_text(address) AS
  (address >> 24) || '.' || (address >> 16 & 255) || '.' || (address >> 8 & 255) || '.' || (address & 255);
CREATE OR REPLACE MACRO ip_number(text) AS
  split_part(text, '.', 1)::BIGINT * 16777216 + split_part(text, '.', 2)::BIGINT * 65536
  + split_part(text, '.', 3)::BIGINT * 256 + split_part(text, '.', 4)::BIGINT;
CREATE OR REPLACE MACRO prefix_number(address, length) AS
  address - address % (1::BIGINT << (32 - length));
CREATE OR REPLACE MACRO prefix_of(address, length) AS
  ip_text(prefix_number(address, length)) || '/' || length;
CREATE OR REPLACE MACRO cidr_match(address, network) AS
  prefix_number(address, split_part(network, '/', 2)::INTEGER) = ip_number(split_part(network, '/', 1));
CREATE OR REPLACE MACRO proto_name(protocol) AS
  CASE protocol
    WHEN 1 THEN 'icmp' WHEN 2 THEN 'igmp' WHEN 4 THEN 'ipip' WHEN 6 THEN 'tcp' WHEN 17 THEN 'udp' WHEN 33 THEN 'dccp'
    WHEN 41 THEN 'ipv6' WHEN 46 THEN 'rsvp' WHEN 47 THEN 'gre' WHEN 50 THEN 'esp' WHEN 51 THEN 'ah'
    WHEN 58 THEN 'ipv6-icmp' WHEN 88 THEN 'eigrp' WHEN 89 THEN 'ospf' WHEN 97 THEN 'etherip' WHEN 103 THEN 'pim'
    WHEN 108 THEN 'ipcomp' WHEN 112 THEN 'vrrp' WHEN 115 THEN 'l2tp' WHEN 132 THEN 'sctp' WHEN 136 THEN 'udplite'
    WHEN 137 THEN 'mpls-in-ip' ELSE protocol::VARCHAR
  END;
CREATE OR REPLACE MACRO tcp_flags_text(flags) AS
  CASE WHEN flags & 128 > 0 THEN 'C' ELSE '.' END || CASE WHEN flags & 64 > 0 THEN 'E' ELSE '.' END
  || CASE WHEN flags & 32 > 0 THEN 'U' ELSE '.' END || CASE WHEN flags & 16 > 0 THEN 'A' ELSE '.' END
  || CASE WHEN flags & 8 > 0 THEN 'P' ELSE '.' END || CASE WHEN flags & 4 > 0 THEN 'R' ELSE '.' END
  || CASE WHEN flags & 2 > 0 THEN 'S' ELSE '.' END || CASE WHEN flags & 1 > 0 THEN 'F' ELSE '.' END;
CREATE OR REPLACE MACRO icmp_type(dst_port) AS dst_port >> 8;
CREATE OR REPLACE MACRO icmp_code(dst_port) AS dst_port & 255;
CREATE OR REPLACE MACRO icmp_name(dst_port) AS
  CASE
    WHEN dst_port >> 8 = 3 AND dst_port & 255 < 16 THEN
      ['network-unreachable', 'host-unreachable', 'protocol-unreachable', 'port-unreachable', 'fragmentation-needed',
        'source-route-failed', 'network-unknown', 'host-unknown', 'source-host-isolated', 'network-prohibited',
        'host-prohibited', 'TOS-network-unreachable', 'TOS-host-unreachable', 'communication-prohibited',
        'host-precedence-violation', 'precedence-cutoff'][(dst_port & 255) + 1]
    WHEN dst_port >> 8 = 0 THEN 'echo-reply' WHEN dst_port >> 8 = 4 THEN 'source-quench'
    WHEN dst_port >> 8 = 5 THEN 'redirect' WHEN dst_port >> 8 = 8 THEN 'echo-request'
    WHEN dst_port >> 8 = 9 THEN 'router-advertisement' WHEN dst_port >> 8 = 10 THEN 'router-solicitation'
    WHEN dst_port >> 8 = 11 THEN 'time-exceeded' WHEN dst_port >> 8 = 12 THEN 'parameter-problem'
    WHEN dst_port >> 8 = 13 THEN 'timestamp-request' WHEN dst_port >> 8 = 14 THEN 'timestamp-reply'
    WHEN dst_port >> 8 = 17 THEN 'address-mask-request' WHEN dst_port >> 8 = 18 THEN 'address-mask-reply'
    ELSE (dst_port >> 8) || '/' || (dst_port & 255)
  END;
CREATE OR REPLACE MACRO seconds_between(since, until) AS (epoch_ms(until) - epoch_ms(since)) / 1000.0::DOUBLE;
CREATE OR REPLACE MACRO time_slot(moment, seconds) AS to_timestamp(epoch_ms(moment) // (seconds * 1000) * seconds);
CREATE OR REPLACE MACRO bits_per_second(octets, seconds) AS
  CASE WHEN seconds > 0 THEN octets * 8.0::DOUBLE / seconds END;
CREATE OR REPLACE MACRO coverage(received, lost) AS
  CASE WHEN received + lost > 0 THEN received::DOUBLE / (received + lost) END;
CREATE OR REPLACE MACRO percentile_nearest(value, part) AS quantile_disc(value, part);
CREATE OR REPLACE MACRO percentile_linear(value, part) AS quantile_cont(value, part);

-- The interval of an estimate, docs/estimates.md: Student's 97.5 % quantile (exact to 4 degrees of freedom, then the
-- Cornish-Fisher series), narrowed or widened by how much one datagram dominates the variance.
CREATE OR REPLACE MACRO student_between(whole, degrees) AS
  [12.706204736, 4.302652730, 3.182446305, 2.776445105][whole]::DOUBLE
  + (1.0::DOUBLE / whole - 1.0::DOUBLE / degrees) / (1.0::DOUBLE / whole - 1.0::DOUBLE / (whole + 1))
    * ([12.706204736, 4.302652730, 3.182446305, 2.776445105][whole + 1]::DOUBLE
      - [12.706204736, 4.302652730, 3.182446305, 2.776445105][whole]::DOUBLE);
CREATE OR REPLACE MACRO student_series(x) AS
  1.959963984540054::DOUBLE + x * (2.372271230298562::DOUBLE + x * (2.8224986157396112::DOUBLE + x * (2.555849679507722::DOUBLE + x * 1.5895340533938225::DOUBLE)));
CREATE OR REPLACE MACRO student_quantile(variance, spread) AS
  CASE
    WHEN spread <= 0 THEN 1.959963984540054::DOUBLE
    WHEN variance * variance / spread < 1 THEN 12.706204736::DOUBLE
    WHEN variance * variance / spread < 4
      THEN student_between(floor(variance * variance / spread)::INTEGER, variance * variance / spread)
    ELSE student_series(spread / (variance * variance))
  END;
CREATE OR REPLACE MACRO dominance(variance, third) AS
  CASE WHEN variance <= 0 THEN 0.0::DOUBLE
    ELSE pow(least(1.0::DOUBLE, greatest(0.0::DOUBLE, third / (variance * sqrt(variance)))), 2.0::DOUBLE / 3) END;
CREATE OR REPLACE MACRO mean_exposure(variance, exposure) AS
  CASE WHEN variance <= 0 THEN 0.0::DOUBLE ELSE exposure / variance END;
CREATE OR REPLACE MACRO lower_bound(observed, estimated, variance, third, spread, exposure) AS
  greatest(observed::DOUBLE, estimated - sqrt(variance) * (
    student_quantile(variance, spread) * sqrt(1 - dominance(variance, third))
    + sqrt(dominance(variance, third) * mean_exposure(variance, exposure))));
CREATE OR REPLACE MACRO upper_bound(observed, estimated, variance, third, spread, exposure, unestimated) AS
  CASE WHEN unestimated = 0 THEN
    greatest(observed::DOUBLE, estimated + sqrt(variance) * greatest(
      student_quantile(variance, spread),
      sqrt(1 - dominance(variance, third)) * (student_quantile(variance, spread)
        + 16 * dominance(variance, third) * sqrt(mean_exposure(variance, exposure))))) END;

-- Tables.
CREATE OR REPLACE VIEW flows AS SELECT * FROM read_parquet(getvariable('warehouse') || '/flows/*/*/*.parquet',
  hive_partitioning = true, hive_types = {'dt': VARCHAR, 'hr': VARCHAR});
CREATE OR REPLACE VIEW losses AS SELECT * FROM read_parquet(getvariable('warehouse') || '/losses/*/*.parquet',
  hive_partitioning = true, hive_types = {'dt': VARCHAR});
CREATE OR REPLACE VIEW sessions AS SELECT * FROM read_parquet(getvariable('warehouse') || '/sessions/*/*.parquet',
  hive_partitioning = true, hive_types = {'dt': VARCHAR});
CREATE OR REPLACE VIEW postings AS SELECT * FROM read_parquet(getvariable('warehouse') || '/postings/*/*/*.parquet',
  hive_partitioning = true, hive_types = {'view': VARCHAR, 'dt': VARCHAR});
CREATE OR REPLACE VIEW bills AS SELECT * FROM read_parquet(getvariable('warehouse') || '/bills/*/*/*.parquet',
  hive_partitioning = true, hive_types = {'bill': VARCHAR, 'month': VARCHAR});

-- Views.
CREATE OR REPLACE VIEW flows_text AS
SELECT
  received_at, exporter, ip_text(src_addr) AS src, src_port, ip_text(dst_addr) AS dst, dst_port,
  proto_name(proto) AS protocol, CASE WHEN proto = 6 THEN tcp_flags_text(tcp_flags) END AS tcp_flags, packets,
  bytes AS octets, flow_start, seconds_between(flow_start, flow_end) AS seconds, in_if, out_if, src_as, dst_as, dt, hr,
  src_addr, dst_addr, proto
FROM flows;
CREATE OR REPLACE VIEW talkers AS
SELECT
  dt, hr, src_addr, ip_text(src_addr) AS src, COUNT(*) AS flows, SUM(packets)::BIGINT AS packets,
  SUM(bytes)::BIGINT AS octets
FROM flows GROUP BY dt, hr, src_addr;
CREATE OR REPLACE VIEW conversations AS
SELECT
  dt, hr, src_addr, dst_addr, ip_text(src_addr) AS src, ip_text(dst_addr) AS dst, COUNT(*) AS flows,
  SUM(packets)::BIGINT AS packets, SUM(bytes)::BIGINT AS octets, MIN(received_at) AS first_received,
  MAX(received_at) AS last_received
FROM flows GROUP BY dt, hr, src_addr, dst_addr;
CREATE OR REPLACE VIEW interfaces AS
SELECT
  dt, window_start, window_seconds, exporter, in_if, MAX(in_if_name) AS in_if_name, out_if,
  MAX(out_if_name) AS out_if_name, other, SUM(observed_flows)::BIGINT AS observed_flows,
  SUM(observed_octets)::BIGINT AS observed_octets, SUM(p.octets) AS octets,
  lower_bound(SUM(observed_octets), SUM(p.octets), SUM(octets_variance), SUM(octets_third), SUM(octets_spread),
    SUM(octets_exposure)) AS octets_lower,
  upper_bound(SUM(observed_octets), SUM(p.octets), SUM(octets_variance), SUM(octets_third), SUM(octets_spread),
    SUM(octets_exposure), SUM(unestimated_flows)) AS octets_upper,
  bits_per_second(SUM(p.octets), window_seconds) AS bits_per_second
FROM postings p WHERE view = 'interfaces'
GROUP BY dt, window_start, window_seconds, exporter, in_if, out_if, other;
CREATE OR REPLACE VIEW loss_by_exporter AS
SELECT
  dt, exporter, SUM(archived)::BIGINT AS archived_flows, SUM(lost)::BIGINT AS lost_flows,
  coverage(SUM(archived), SUM(lost)) AS coverage,
  COALESCE(SUM(lost) FILTER (cause = 'collector_down'), 0)::BIGINT AS collector_down,
  COALESCE(SUM(lost) FILTER (cause = 'socket_overflow'), 0)::BIGINT AS socket_overflow,
  COALESCE(SUM(lost) FILTER (cause = 'spool_overflow'), 0)::BIGINT AS spool_overflow,
  COALESCE(SUM(lost) FILTER (cause = 'truncated'), 0)::BIGINT AS truncated,
  COALESCE(SUM(lost) FILTER (cause = 'refused'), 0)::BIGINT AS refused,
  COALESCE(SUM(lost) FILTER (cause = 'upstream'), 0)::BIGINT AS upstream,
  COALESCE(SUM(lost) FILTER (cause = 'mixed'), 0)::BIGINT AS mixed,
  COALESCE(SUM(lost) FILTER (cause IS NULL), 0)::BIGINT AS unknown_cause,
  SUM(of_unknown_size)::BIGINT AS losses_of_unknown_size
FROM (
  SELECT dt, exporter, NULL::VARCHAR AS cause, COUNT(*) AS archived, 0 AS lost, 0 AS of_unknown_size
  FROM flows GROUP BY ALL
  UNION ALL
  SELECT dt, exporter, cause, 0, COALESCE(SUM(lost_flows), 0), COUNT(*) - COUNT(lost_flows) FROM losses GROUP BY ALL
) GROUP BY dt, exporter;
CREATE OR REPLACE VIEW totals_with_loss AS
SELECT
  view, dt, session_exporter AS exporter,
  SUM(observed_flows)::BIGINT AS observed_flows, SUM(p.flows) AS flows,
  lower_bound(SUM(observed_flows), SUM(p.flows), SUM(flows_variance), SUM(flows_third), SUM(flows_spread),
    SUM(flows_exposure)) AS flows_lower,
  upper_bound(SUM(observed_flows), SUM(p.flows), SUM(flows_variance), SUM(flows_third), SUM(flows_spread),
    SUM(flows_exposure), SUM(unestimated_flows)) AS flows_upper,
  SUM(observed_packets)::BIGINT AS observed_packets, SUM(p.packets) AS packets,
  lower_bound(SUM(observed_packets), SUM(p.packets), SUM(packets_variance), SUM(packets_third), SUM(packets_spread),
    SUM(packets_exposure)) AS packets_lower,
  upper_bound(SUM(observed_packets), SUM(p.packets), SUM(packets_variance), SUM(packets_third), SUM(packets_spread),
    SUM(packets_exposure), SUM(unestimated_flows)) AS packets_upper,
  SUM(observed_octets)::BIGINT AS observed_octets, SUM(p.octets) AS octets,
  lower_bound(SUM(observed_octets), SUM(p.octets), SUM(octets_variance), SUM(octets_third), SUM(octets_spread),
    SUM(octets_exposure)) AS octets_lower,
  upper_bound(SUM(observed_octets), SUM(p.octets), SUM(octets_variance), SUM(octets_third), SUM(octets_spread),
    SUM(octets_exposure), SUM(unestimated_flows)) AS octets_upper,
  SUM(unestimated_flows) > 0 AS unestimated
FROM postings p GROUP BY view, dt, session_exporter;

-- Tables of rollups.
CREATE OR REPLACE VIEW rollups_hourly AS SELECT * FROM read_parquet(getvariable('warehouse') || '/rollups/hourly/*/*/*.parquet',
  hive_partitioning = true, hive_types = {'view': VARCHAR, 'dt': VARCHAR});
CREATE OR REPLACE VIEW rollups_daily AS SELECT * FROM read_parquet(getvariable('warehouse') || '/rollups/daily/*/*/*.parquet',
  hive_partitioning = true, hive_types = {'view': VARCHAR, 'dt': VARCHAR});
CREATE OR REPLACE VIEW rollups_monthly AS SELECT * FROM read_parquet(getvariable('warehouse') || '/rollups/monthly/*/*/*.parquet',
  hive_partitioning = true, hive_types = {'view': VARCHAR, 'month': VARCHAR});
