package io.flowledger.archive.table;

import java.io.Serializable;

/** What footers are asked for instead of rows. */
record Aggregates() implements Serializable {}
