/**
 * Why flows are missing: missing ranges of all sessions and what the receivers say of themselves go
 * in, loss entries with a cause come out. Pure and single-threaded; time is receive time. Numbers
 * of lost flows come from the sequence audit and are never changed here, only divided among causes.
 */
package io.flowledger.ledger.loss;
