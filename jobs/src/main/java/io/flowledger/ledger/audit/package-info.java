/**
 * The proof that the ledger balances: what the warehouse says of one numbering goes in, in order of
 * time (its session row, its loss entries, its datagrams), and out comes how many flows it
 * numbered, how many are archived, entered as lost or still open, and what of it does not add up.
 * It recounts from the rows alone and shares no state and no arithmetic with the streaming audit
 * that it checks. Pure and single-threaded; memory is bounded, however many datagrams a numbering
 * has.
 */
package io.flowledger.ledger.audit;
