/**
 * Percentile billing as a batch: postings of a view, partly summed as they are read, brought
 * together by what is billed and in order of intervals; lines of a bill as rows of {@code bills}
 * and back. What a line says is decided in {@code ledger.billing}.
 */
package io.flowledger.jobs.bill;
