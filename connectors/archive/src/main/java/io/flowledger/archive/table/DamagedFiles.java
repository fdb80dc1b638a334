package io.flowledger.archive.table;

/** What a file that cannot be read does to a query. */
public enum DamagedFiles {
    FAIL,
    SKIP
}
