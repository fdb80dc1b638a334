/**
 * Accounting on Flink: the operators around {@code ledger.accounting} and {@code ledger.enrich},
 * and what those need of Flink. Wiring, no arithmetic.
 */
package io.flowledger.jobs.accounting;
