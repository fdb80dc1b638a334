/**
 * Columnar reader of {@code flows}: Parquet files come in, arrays of the wanted columns go out a
 * few thousand rows at a time, and on top of them the datagrams the rows came from. Beside it a
 * reader of the tables that have few rows, row by row. One thread per file. Pure: it knows seekable
 * streams, not file systems or Flink, and needs no Hadoop class at run time.
 */
package io.flowledger.archive.read;
