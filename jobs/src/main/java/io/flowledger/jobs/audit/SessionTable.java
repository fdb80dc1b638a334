package io.flowledger.jobs.audit;

import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.SessionAudit;
import io.flowledger.ledger.sequence.SessionAudit.Verdict;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.Sighting;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The sessions one task audits: found by key, woken at their deadlines, bounded in number. At the
 * bound a session of which little was heard and nothing lately makes room for a new one; what has
 * been established stays until it was silent for as long as anything is remembered of it, so that a
 * flood of forged senders neither pushes out real exporters nor keeps new ones out for long.
 *
 * <p>What is counted towards the bound is numberings: one a session, more where senders share one.
 * A session that made room is closed like any other: what it missed is entered. Only of those that
 * sent a single datagram nothing is said, since nothing can be missing of them.
 */
final class SessionTable {

    /** A session of few datagrams that was silent for this long may have been forged. */
    private static final long SILENT_MICROS = 10_000_000;

    /** Candidates put back in line for one place: bounds the work a flood causes. */
    private static final int CANDIDATES = 4;

    /** Numberings of a session that a restart needs, and it is allowed at the bound. */
    private static final int NUMBERINGS_AT_THE_BOUND = 2;

    /** Outdated alarms and candidates tolerated before they are swept. */
    private static final int SLACK = 1_024;

    /** A session in this table. */
    static final class Slot {
        final SessionAudit audit;
        ExporterTally tally;
        private long wakeMicros = Long.MAX_VALUE;
        private int numberings;
        private boolean touched;

        /** Whether keyed state has it, so that its end must be told there. */
        private boolean saved;

        private Slot(SessionAudit audit, ExporterTally tally) {
            this.audit = audit;
            this.tally = tally;
        }
    }

    private record Alarm(long micros, Slot slot) {}

    private final AuditOptions options;
    private final int capacity;
    private final Map<SessionKey, Slot> slots = new HashMap<>();
    private final Deque<Slot> unestablished = new ArrayDeque<>();
    private final Deque<Slot> established = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>((a, b) -> Long.compare(a.micros, b.micros));
    private final Collection<SessionKey> changed = new HashSet<>();
    private int numberings;
    private long forgotten;

    SessionTable(AuditOptions options, int capacity) {
        this.options = options;
        this.capacity = capacity;
    }

    Slot get(SessionKey key) {
        return slots.get(key);
    }

    int size() {
        return slots.size();
    }

    /** Sessions that made room for others. */
    long forgotten() {
        return forgotten;
    }

    /** A place for a new session, or null if there is none. */
    Slot open(SessionKey key, ExporterTally tally, long nowMicros, AuditEvents events) {
        if (isFull() && !makeRoom(nowMicros, events)) {
            return null;
        }
        return put(new SessionAudit(key, options), tally, false);
    }

    /** A session as it was when state was saved. */
    void restore(SessionAudit audit, ExporterTally tally) {
        touched(put(audit, tally, true));
    }

    /** Takes the next datagram of a session. */
    Verdict add(Slot slot, Sighting sighting, AuditEvents events) {
        int allowed = isFull() ? NUMBERINGS_AT_THE_BOUND : SessionAudit.MAX_NUMBERINGS;
        Verdict verdict = slot.audit.add(sighting, allowed, events);
        touched(slot);
        return verdict;
    }

    private boolean isFull() {
        return numberings >= capacity;
    }

    private Slot put(SessionAudit audit, ExporterTally tally, boolean saved) {
        Slot slot = new Slot(audit, tally);
        slot.saved = saved;
        slots.put(audit.session(), slot);
        (audit.isEstablished() ? established : unestablished).addLast(slot);
        sweep();
        return slot;
    }

    // ---- making room ---------------------------------------------------------------------------

    private boolean makeRoom(long nowMicros, AuditEvents events) {
        for (int i = 0; i < CANDIDATES; i++) {
            Slot candidate = firstUnestablished();
            if (candidate == null) {
                break;
            }
            if (candidate.audit.lastHeardMicros() < nowMicros - SILENT_MICROS) {
                return forget(candidate, nowMicros, events);
            }
            unestablished.addLast(candidate);
        }
        for (int i = 0; i < CANDIDATES; i++) {
            Slot candidate = firstThere(established);
            if (candidate == null) {
                break;
            }
            if (candidate.audit.lastHeardMicros() < nowMicros - options.memoryMicros()) {
                return forget(candidate, nowMicros, events);
            }
            established.addLast(candidate);
        }
        return false;
    }

    /** Those that are established by now change lines: each does so once. */
    private Slot firstUnestablished() {
        Slot candidate = firstThere(unestablished);
        while (candidate != null && candidate.audit.isEstablished()) {
            established.addLast(candidate);
            candidate = firstThere(unestablished);
        }
        return candidate;
    }

    /** Takes the first one out of a line; null if there is none. */
    private Slot firstThere(Deque<Slot> line) {
        Slot candidate = line.pollFirst();
        while (candidate != null && isGone(candidate)) {
            candidate = line.pollFirst();
        }
        return candidate;
    }

    private boolean forget(Slot slot, long nowMicros, AuditEvents events) {
        forgotten++;
        slot.audit.makeRoom(nowMicros, events);
        remove(slot);
        return true;
    }

    private boolean isGone(Slot slot) {
        return slots.get(slot.audit.session()) != slot;
    }

    /** Those that were forgotten must not be held by what once pointed at them. */
    private void sweep() {
        if (unestablished.size() + established.size() > 2 * slots.size() + SLACK) {
            unestablished.removeIf(this::isGone);
            established.removeIf(this::isGone);
        }
        if (alarms.size() > 2 * slots.size() + SLACK) {
            alarms.removeIf(this::isOutdated);
        }
    }

    // ---- time ----------------------------------------------------------------------------------

    private void touched(Slot slot) {
        numberings += slot.audit.numberings() - slot.numberings;
        slot.numberings = slot.audit.numberings();
        if (!slot.touched) {
            slot.touched = true;
            changed.add(slot.audit.session());
        }
        long deadline = slot.audit.nextDeadlineMicros();
        if (deadline < slot.wakeMicros) {
            slot.wakeMicros = deadline;
            alarms.add(new Alarm(deadline, slot));
            sweep();
        }
    }

    private boolean isOutdated(Alarm alarm) {
        return alarm.slot.wakeMicros != alarm.micros || isGone(alarm.slot);
    }

    /** Receive time went on: wakes those whose deadline has passed. */
    void advance(long nowMicros, AuditEvents events) {
        while (!alarms.isEmpty() && alarms.peek().micros < nowMicros) {
            Alarm alarm = alarms.poll();
            if (isOutdated(alarm)) {
                continue;
            }
            Slot slot = alarm.slot;
            slot.wakeMicros = Long.MAX_VALUE;
            slot.audit.advance(nowMicros, events);
            if (slot.audit.isOver()) {
                remove(slot);
            } else {
                touched(slot);
            }
        }
    }

    /** The input has ended. */
    void end(long nowMicros, AuditEvents events) {
        for (Slot slot : slots.values().toArray(new Slot[0])) {
            slot.audit.end(nowMicros, events);
            remove(slot);
        }
    }

    private void remove(Slot slot) {
        SessionKey key = slot.audit.session();
        slots.remove(key);
        numberings -= slot.numberings;
        if (slot.saved) {
            changed.add(key);
        } else {
            changed.remove(key);
        }
    }

    /** Keys of sessions that were changed, or removed from what is saved, since the last call. */
    Collection<SessionKey> takeChanged() {
        Collection<SessionKey> keys = List.copyOf(changed);
        changed.clear();
        for (SessionKey key : keys) {
            Slot slot = slots.get(key);
            if (slot != null) {
                slot.touched = false;
                slot.saved = true;
            }
        }
        return keys;
    }
}
