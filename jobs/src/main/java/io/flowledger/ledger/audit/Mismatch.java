package io.flowledger.ledger.audit;

/**
 * Units for which rows and entries disagree.
 *
 * @param sequence the first number, modulo 2^32
 * @param atMillis receive time of the datagram that shows it
 * @param dueMillis as long as nothing as new as this was received, it may still come right
 */
public record Mismatch(long sequence, long units, long atMillis, long dueMillis) {

    boolean isPending(long newestMillis) {
        return newestMillis < dueMillis;
    }
}
