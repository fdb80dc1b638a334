/**
 * The tables of a warehouse for Flink SQL ({@code 'connector' = 'flowledger'}): what a query needs
 * of a table comes in from the planner, and only that is listed, opened and read. It translates and
 * wires; which rows of a file are wanted and how they are decoded is {@code archive.read}'s. Never
 * writes.
 */
package io.flowledger.archive.table;
