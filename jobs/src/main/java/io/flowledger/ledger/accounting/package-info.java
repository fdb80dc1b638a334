/**
 * Accounting: datagrams that the audit let through and what it found missing come in, in order of
 * receipt and by export session; postings to windows of views come out, each minute's once its
 * losses are known. Pure, one thread per {@link io.flowledger.ledger.accounting.Accounting}; knows
 * neither Flink nor files.
 */
package io.flowledger.ledger.accounting;
