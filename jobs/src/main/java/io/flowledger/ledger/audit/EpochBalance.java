package io.flowledger.ledger.audit;

import java.util.List;
import java.util.Map;

/**
 * One numbering of one session, recounted. Units are flows, or datagrams where those are numbered.
 *
 * @param epochMillis the numbering; MIN_VALUE for flows that were never audited
 * @param convention what its numbers mean; null if it was never audited
 * @param flows archived, each once
 * @param span units from the first to the last by its numbers; -1 where they say nothing
 * @param archived units that are there, each once
 * @param entered units entered as lost, corrections taken off
 * @param enteredByCause the same by cause
 * @param twice units that are there more than once
 * @param twiceFlows flows of those
 * @param firstTwice null if there are none
 * @param holes units missing that no entry explains
 * @param firstHoles some of them
 * @param pendingHoles further ones, that may be entered yet
 * @param strayEntries units entered as lost that are not missing
 * @param firstStrayEntries some of them
 * @param pendingEntries further ones, that may be corrected yet, or whose datagrams are not
 *     readable yet
 * @param enteredTwice units entered where an entry was already
 * @param neverEntered units corrected that were never entered
 * @param restarts how often an unknown number was lost around a restart
 * @param atLeast what was lost then at least
 * @param newestMillis receive time of the newest datagram
 * @param octets archived, and estimated with what was lost
 * @param packets archived, and estimated with what was lost
 */
public record EpochBalance(
        ExportSession session,
        long epochMillis,
        String convention,
        boolean unitsAreFlows,
        long flows,
        long span,
        long archived,
        long entered,
        Map<String, Long> enteredByCause,
        long twice,
        long twiceFlows,
        Mismatch firstTwice,
        long holes,
        List<Mismatch> firstHoles,
        List<Mismatch> pendingHoles,
        long strayEntries,
        List<Mismatch> firstStrayEntries,
        List<Mismatch> pendingEntries,
        long enteredTwice,
        long neverEntered,
        long restarts,
        long atLeast,
        long newestMillis,
        Measure octets,
        Measure packets) {

    /** Its flows carry no epoch: nobody looked at their numbers. */
    public boolean isUnaudited() {
        return convention == null;
    }

    /** Whether its numbers say how much was sent. */
    public boolean isNumbered() {
        return span >= 0;
    }
}
