/**
 * The sequence audit: export datagrams of one session go in, in the order they were received; out
 * come a verdict for each (to archive under which epoch, or refused as a duplicate), the ranges of
 * numbers that are missing, and what is known of the session. Pure and single-threaded: time is the
 * receive time that the datagrams bring, so that the same datagrams give the same results. It knows
 * nothing of causes, files or Flink.
 */
package io.flowledger.ledger.sequence;
