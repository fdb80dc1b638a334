/**
 * Columnar Parquet writers: export datagrams, or single rows of a small table, come in, whole pages
 * per column go out to a stream, with no row object in between. One thread per {@link
 * io.flowledger.archive.write.WriterGroup}. Pure: it knows streams, not file systems, buckets or
 * Flink, and needs no Hadoop class at run time.
 */
package io.flowledger.archive.write;
