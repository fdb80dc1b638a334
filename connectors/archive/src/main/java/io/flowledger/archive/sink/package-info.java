/**
 * Flink's edge of the archive: file sinks for {@code flows} and {@code quarantine}, their buckets
 * by receive time, and the warehouse's format mark, on any Flink file system. It wires and does
 * I/O; how a file looks inside is {@code archive.write}'s.
 */
package io.flowledger.archive.sink;
