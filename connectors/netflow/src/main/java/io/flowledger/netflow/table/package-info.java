/**
 * The source as a Flink SQL table, {@code 'connector' = 'netflow'}: a declared table comes in, a
 * scan of the source that emits one row per flow record goes out. Rows are views of the received
 * bytes and only show the columns that a query asks for. What flows mean, and whether some are
 * missing or came twice, is not known here.
 */
package io.flowledger.netflow.table;
