/**
 * Measures accounting against the truth: generated traffic goes through the accounts twice, whole
 * and with datagrams lost, and what is posted of the second is compared with the first.
 */
package io.flowledger.bench.accounting;
