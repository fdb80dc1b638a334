/**
 * SQL over a warehouse: tables, functions and a runner that prints answers. Knows the table layout
 * from {@code archive.schema}; never writes to a warehouse.
 */
package io.flowledger.sql;
