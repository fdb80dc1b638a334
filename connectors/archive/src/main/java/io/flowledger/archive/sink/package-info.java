/**
 * Flink's edge of the archive: file sinks for its tables, their buckets by time, and the
 * warehouse's format mark, on any Flink file system. It wires and does I/O; how a file looks inside
 * is {@code archive.write}'s.
 */
package io.flowledger.archive.sink;
