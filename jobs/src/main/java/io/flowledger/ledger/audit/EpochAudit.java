package io.flowledger.ledger.audit;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.ledger.sequence.SequenceConvention;
import io.flowledger.netflow.wire.Repairs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Audits one numbering of one session. Lines come in order of time, entries before the datagrams of
 * their moment; the order of datagrams within a millisecond does not matter, nor does it matter
 * into how many parts their rows were torn.
 */
final class EpochAudit {

    /** Until then all that competes for a cause has come, and the entry is written. */
    private static final long GRACE_MILLIS = 5_000;

    /** A spool that is silent holds back the stream's time for as long until it counts as idle. */
    private static final long IDLE_MILLIS = 10_000;

    private static final long DEFAULT_WINDOW_MILLIS = 5_000;

    /** Holes and entries from which on old ones are compared and forgotten: some 20 MB. */
    private static final int MOST_KEPT = 200_000;

    /** What is older cannot be filled or corrected any more. */
    private static final long MEMORY_MILLIS = 900_000;

    private static final Comparator<ArchivedDatagram> BY_DATAGRAM =
            Comparator.comparingInt((ArchivedDatagram d) -> (int) d.sequence())
                    .thenComparingLong(ArchivedDatagram::sysUptime)
                    .thenComparingInt(ArchivedDatagram::firstRecord);

    private final ExportSession session;
    private final long epochMillis;
    private final AuditedTime time;
    private final SessionLine line;
    private final SequenceConvention convention;
    private final boolean cut;
    private final Recount recount;
    private final LossEstimates estimates = new LossEstimates();
    private final Entries entries = new Entries(estimates);
    private final Timing timing;
    private final Comparison comparison;

    private final Truncations truncations = new Truncations();

    /** What was received in one millisecond. */
    private final List<ArchivedDatagram> moment = new ArrayList<>();

    private long momentMillis = Long.MIN_VALUE;
    private long newestMillis = Long.MIN_VALUE;
    private boolean located;
    private int compareFrom = MOST_KEPT;
    private long flows;
    private long twiceFlows;
    private long restarts;
    private long atLeast;

    /**
     * @param line null if no session row tells of it
     */
    EpochAudit(ExportSession session, long epochMillis, SessionLine line, AuditedTime time) {
        this.session = session;
        this.epochMillis = epochMillis;
        this.time = time;
        this.line = line;
        this.convention = line == null ? SequenceConvention.FIRST_RECORD : line.numbering();
        this.cut = time.isBefore(epochMillis);
        long settlingMillis =
                (line == null ? DEFAULT_WINDOW_MILLIS : line.windowMillis())
                        + GRACE_MILLIS
                        + IDLE_MILLIS;
        this.recount = new Recount(time, cut, settlingMillis);
        this.timing = new Timing(line, epochMillis, settlingMillis, recount);
        this.comparison = new Comparison(recount, entries, timing);
    }

    void add(LossLine entry) {
        endMoment(entry.beforeMillis());
        boolean within = time.isWithin(entry.beforeMillis());
        if (entry.firstSequence() < 0) {
            restarts += within && LossLine.RESTART.equals(entry.kind()) ? 1 : 0;
            atLeast += within ? entry.atLeast() : 0;
            return;
        }
        if (LossLine.TRUNCATED.equals(entry.kind()) && truncations.keep(entry)) {
            return;
        }
        if (within && !(cut && entry.isRestatement())) {
            entries.add(unwrap(entry.firstSequence()), entry);
        } else if (within) {
            // it restates entries from before the time, which are not in hand
            entries.restatedBelow = unwrap(entry.lastSequence()) + 1;
        }
        forgetIfMany(entry.beforeMillis());
    }

    void add(ArchivedDatagram datagram) {
        endMoment(datagram.receivedAtMillis());
        momentMillis = datagram.receivedAtMillis();
        moment.add(datagram);
    }

    private void endMoment(long nowMillis) {
        if (nowMillis <= momentMillis || moment.isEmpty()) {
            return;
        }
        newestMillis = momentMillis;
        if (convention == SequenceConvention.CONSTANT) {
            for (ArchivedDatagram part : moment) {
                if (time.isWithin(momentMillis)) {
                    flows += part.records();
                    measure(List.of(part), 1);
                }
            }
        } else {
            countMoment();
        }
        moment.clear();
        forgetIfMany(momentMillis);
    }

    private void countMoment() {
        int near = (int) unwrap(moment.get(0).sequence());
        moment.sort(
                Comparator.comparingInt((ArchivedDatagram d) -> (int) d.sequence() - near)
                        .thenComparing(BY_DATAGRAM));
        int from = 0;
        for (int i = 1; i <= moment.size(); i++) {
            if (i == moment.size() || !isSameDatagram(moment.get(from), moment.get(i))) {
                count(moment.subList(from, i));
                from = i;
            }
        }
    }

    private static boolean isSameDatagram(ArchivedDatagram a, ArchivedDatagram b) {
        return a.sequence() == b.sequence() && a.sysUptime() == b.sysUptime();
    }

    // ---- one datagram --------------------------------------------------------------------------

    private void count(List<ArchivedDatagram> parts) {
        int claimed = 0;
        int copies = 0;
        int flags = 0;
        for (ArchivedDatagram part : parts) {
            claimed = Math.max(claimed, part.firstRecord() + part.records());
            copies += part.firstRecord() == 0 ? 1 : 0;
            flags |= part.flags();
        }
        boolean truncated = (flags & Repairs.TRUNCATED) != 0;
        if (!convention.countsFlows()) {
            countNumbered(parts, Math.max(1, copies));
            return;
        }
        long sequence = parts.get(0).sequence();
        LossLine cutOff = truncated ? takeTruncated(sequence, claimed) : null;
        long tail = cutOff == null ? 0 : cutOff.length();
        long first =
                convention == SequenceConvention.LAST_RECORD
                        ? sequence - claimed - tail + 1
                        : sequence;
        locate(first);
        if (!recount.begun) {
            return;
        }
        long start = recount.unwrap(first);
        long placed = 0;
        for (ArchivedDatagram part : parts) {
            long at = start + part.firstRecord();
            placed += recount.place(at, at + part.records(), momentMillis);
        }
        flows += placed;
        if (placed > 0) {
            measure(parts, Math.max(1, copies));
        }
        recount.reach(start + claimed + tail, momentMillis);
        if (cutOff != null && isCounted(start + claimed)) {
            entries.add(start + claimed, cutOff);
        }
    }

    /** Where datagrams are numbered, not flows. */
    private void countNumbered(List<ArchivedDatagram> parts, int copies) {
        locate(parts.get(0).sequence());
        if (!recount.begun) {
            return;
        }
        long records = 0;
        for (ArchivedDatagram part : parts) {
            records += part.records();
        }
        long position = recount.unwrap(parts.get(0).sequence());
        long twice = recount.twice;
        long placed = 0;
        for (int i = 0; i < copies; i++) {
            placed += recount.place(position, position + 1, momentMillis);
        }
        if (placed > 0) {
            flows += records / copies;
            measure(parts, copies);
        }
        twiceFlows += (recount.twice - twice) * (records / copies);
    }

    private void measure(List<ArchivedDatagram> parts, int copies) {
        int records = 0;
        long packets = 0;
        long octets = 0;
        for (ArchivedDatagram part : parts) {
            records += part.records();
            packets += part.packets();
            octets += part.octets();
        }
        estimates.datagram(
                momentMillis, Math.max(1, records / copies), packets / copies, octets / copies);
    }

    /** What tells of the records that its header claimed and its bytes did not have. */
    private LossLine takeTruncated(long sequence, int present) {
        return convention == SequenceConvention.LAST_RECORD
                ? truncations.takeEndingAt(sequence)
                : truncations.takeBeginningAt(sequence + present);
    }

    /** Whether a position is of those that the exporter reached within the time. */
    private boolean isCounted(long position) {
        return !time.isBefore(momentMillis) && position >= recount.base && position < recount.top;
    }

    // ---- where the numbers are -----------------------------------------------------------------

    private long unwrap(long sequence) {
        if (!located) {
            located = true;
            recount.top = sequence & 0xFFFF_FFFFL;
            recount.base = recount.top;
        }
        return recount.unwrap(sequence);
    }

    /**
     * The first datagram says where the numbering is. Where it began before the time and was not
     * heard in the hour before, a loss up to its first datagram cannot be recounted: the entries
     * that lead up to it are taken at their word.
     */
    private void locate(long first) {
        if (recount.begun || momentMillis >= time.toMillis()) {
            return;
        }
        long start = unwrap(first);
        recount.begin(start);
        if (cut && time.isWithin(momentMillis)) {
            recount.beginBelow(entries.entered.beginningOfRun(start), momentMillis);
        }
    }

    // ---- the end -------------------------------------------------------------------------------

    EpochBalance finish() {
        endMoment(Long.MAX_VALUE);
        boolean counted = convention != SequenceConvention.CONSTANT;
        for (LossLine withoutDatagram : truncations.left()) {
            if (time.isWithin(withoutDatagram.beforeMillis())) {
                entries.add(unwrap(withoutDatagram.firstSequence()), withoutDatagram);
            }
        }
        if (counted) {
            extendToSessionRow();
        }
        comparison.compareBelow(Long.MAX_VALUE, newestMillis);
        if (cut) {
            entries.restatedSum = comparison.missingRestated;
        }
        comparison.compareRestated(newestMillis);
        estimates.finish();
        return balance(counted);
    }

    /** What lies before the first and behind the last datagram, only the session row knows. */
    private void extendToSessionRow() {
        timing.seenTop = recount.top;
        if (line == null || !time.isWithin(line.lastSeenMillis())) {
            return;
        }
        if (!cut) {
            long first = unwrap(line.firstSequence());
            if (!recount.begun) {
                recount.begin(first);
            }
            recount.beginBelow(first, epochMillis);
        } else if (!recount.begun) {
            // something was received in the time and nothing is there; how much, nobody knows
            recount.begin(unwrap(line.nextSequence()) - 1);
        }
        if (recount.begun) {
            timing.seenTop = recount.top;
            long next = recount.unwrap(line.nextSequence());
            recount.reach(next, line.lastSeenMillis());
        }
    }

    private EpochBalance balance(boolean counted) {
        long missing = comparison.missing;
        Comparison.Findings holes = comparison.holesWithoutEntry;
        Comparison.Findings stray = comparison.entriesWithoutHole;
        long entered = cut ? enteredOfCut() : entries.sum;
        boolean numbersFlows = convention.countsFlows() || !counted;
        return new EpochBalance(
                session,
                epochMillis,
                line == null ? "assumed_first_record" : line.convention(),
                numbersFlows,
                flows,
                counted ? recount.archived + missing : -1,
                counted ? recount.archived : flows,
                entered,
                entries.byCause,
                recount.twice,
                numbersFlows ? recount.twice : twiceFlows,
                recount.firstTwice,
                holes.units,
                holes.first,
                holes.pending,
                stray.units,
                stray.first,
                stray.pending,
                entries.twice,
                entries.neverEntered,
                restarts,
                atLeast,
                newestMillis,
                estimates.octets(),
                estimates.packets());
    }

    /** With what was missing in place of a restatement, see above. */
    private long enteredOfCut() {
        return entries.restatedBelow == Long.MIN_VALUE
                ? entries.sum
                : entries.sum + comparison.missingRestated;
    }

    private void forgetIfMany(long nowMillis) {
        int kept = recount.missing.size() + entries.entered.size();
        if (kept < compareFrom) {
            return;
        }
        long below = recount.base;
        for (Ranges.Range each : recount.missing.all()) {
            if (each.atMillis() > nowMillis - MEMORY_MILLIS) {
                break;
            }
            below = each.to();
        }
        comparison.compareBelow(below, Math.max(newestMillis, nowMillis));
        compareFrom = MOST_KEPT + 2 * (recount.missing.size() + entries.entered.size());
    }
}
