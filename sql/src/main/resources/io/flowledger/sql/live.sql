-- Everything that a live table can show, from the spool of a running collect job: change the path, or the whole WITH.
-- Temporary, since the catalog of a warehouse holds nothing but what is in it. docs/live-table.md tells of the options.
CREATE TEMPORARY TABLE live (
  received_at TIMESTAMP_LTZ(3) METADATA,
  exported_at TIMESTAMP_LTZ(3) METADATA,
  flow_start TIMESTAMP_LTZ(3),
  flow_end TIMESTAMP_LTZ(3),
  exporter STRING METADATA,
  exporter_port INT METADATA,
  engine_type INT METADATA,
  engine_id INT METADATA,
  sys_uptime BIGINT METADATA,
  sequence BIGINT METADATA,
  record INT METADATA,
  sampling_mode INT METADATA,
  sampling_interval INT METADATA,
  src_addr BIGINT,
  dst_addr BIGINT,
  next_hop BIGINT,
  src_port INT,
  dst_port INT,
  proto INT,
  tos INT,
  tcp_flags INT,
  in_if INT,
  out_if INT,
  src_as INT,
  dst_as INT,
  src_mask INT,
  dst_mask INT,
  packets BIGINT,
  `bytes` BIGINT,
  flags INT,
  WATERMARK FOR received_at AS SOURCE_WATERMARK()
) WITH (
  'connector' = 'netflow',
  'watch' = '/var/spool/flowledger'
);
