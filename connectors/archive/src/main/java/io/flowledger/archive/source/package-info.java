/**
 * Flink's edge of reading the archive: bounded sources over files of {@code flows} on any Flink
 * file system. It lists, opens and wires; how a file is decoded is {@code archive.read}'s.
 */
package io.flowledger.archive.source;
