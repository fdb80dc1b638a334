/**
 * Rollups as a Flink batch: rows of postings come in, are added up by key and hour where they are
 * read, then by key over all tasks, and go out as rows of hours and days; days likewise as months.
 * How sums are made is {@code ledger.rollup}'s.
 */
package io.flowledger.jobs.rollup;
