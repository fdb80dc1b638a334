package io.flowledger.archive.write;

/** Which of Parquet's encodings a file of whole columns may use. */
public enum Encodings {
    /** PLAIN and RLE_DICTIONARY: every reader there is. */
    PORTABLE,
    /**
     * DELTA_BINARY_PACKED as well, of Parquet 2.0: DuckDB, Spark, Trino and Flowledger's own
     * reader, but not the one that comes with Flink.
     */
    DENSE
}
