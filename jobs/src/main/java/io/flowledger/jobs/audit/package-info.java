/**
 * The sequence audit and the attribution of causes as Flink operators: state, timers, side outputs,
 * metrics and the rows of {@code losses} and {@code sessions}. It decides nothing: that is {@code
 * ledger.sequence}'s and {@code ledger.loss}'s.
 */
package io.flowledger.jobs.audit;
