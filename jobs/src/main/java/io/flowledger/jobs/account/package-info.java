/**
 * The pieces of the account job: rows of the warehouse become what the audit once handed to
 * accounting, sorted by session and time, and are added up again by {@code ledger.accounting},
 * which decides. Batch only.
 */
package io.flowledger.jobs.account;
