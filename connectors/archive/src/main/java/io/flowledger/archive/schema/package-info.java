/**
 * The tables of a warehouse and their columns, defined once: name, Parquet type, meaning and where
 * the value comes from, and the format version a warehouse is marked with. Pure values; it knows
 * nothing of files, streams or Flink.
 */
package io.flowledger.archive.schema;
