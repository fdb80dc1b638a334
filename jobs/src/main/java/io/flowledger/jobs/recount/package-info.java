/**
 * The pieces of the audit job: rows of the warehouse become lines of one kind, sorted by numbering
 * and time, and each numbering is handed to {@code ledger.audit}, which decides. Batch only.
 */
package io.flowledger.jobs.recount;
