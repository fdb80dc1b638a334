package io.flowledger.archive.schema;

/**
 * How a column is stored and what it means.
 *
 * @param description one sentence for the table reference
 */
public record ColumnDefinition(ColumnType type, boolean nullable, String description) {}
