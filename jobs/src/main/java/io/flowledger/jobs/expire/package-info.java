/**
 * How long what is kept: folders of tables that are older than they have to be go, and files that
 * writers left behind. Flows go only when the ledger has proved what they add up to.
 */
package io.flowledger.jobs.expire;
