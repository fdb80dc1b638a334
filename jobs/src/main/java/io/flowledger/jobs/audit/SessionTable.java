package io.flowledger.jobs.audit;

import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.SessionAudit;
import io.flowledger.ledger.sequence.SessionKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The sessions one task audits: found by key, woken at their deadlines, bounded in number. At the
 * bound a session of which little was heard and nothing lately makes room for a new one; what has
 * been established stays, so that a flood of forged senders does not push out real exporters.
 */
final class SessionTable {

    /** A session of few datagrams that was silent for this long may have been forged. */
    private static final long SILENT_MICROS = 10_000_000;

    /** Candidates looked at for one place: bounds the work a flood causes. */
    private static final int CANDIDATES = 4;

    /** A session in this table. */
    static final class Slot {
        final SessionAudit audit;
        final ExporterTally tally;
        private long wakeMicros = Long.MAX_VALUE;
        private boolean touched;

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
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>((a, b) -> Long.compare(a.micros, b.micros));
    private final Collection<SessionKey> changed = new java.util.HashSet<>();
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
    Slot open(SessionKey key, ExporterTally tally, long nowMicros) {
        if (slots.size() >= capacity && !makeRoom(nowMicros)) {
            return null;
        }
        return put(new SessionAudit(key, options), tally);
    }

    Slot put(SessionAudit audit, ExporterTally tally) {
        Slot slot = new Slot(audit, tally);
        slots.put(audit.session(), slot);
        if (!audit.isEstablished()) {
            unestablished.addLast(slot);
            if (unestablished.size() > 2 * slots.size() + CANDIDATES) {
                unestablished.removeIf(
                        one -> one.audit.isEstablished() || slots.get(one.audit.session()) != one);
            }
        }
        return slot;
    }

    private boolean makeRoom(long nowMicros) {
        for (int i = 0; i < CANDIDATES && !unestablished.isEmpty(); ) {
            Slot candidate = unestablished.pollFirst();
            boolean gone = slots.get(candidate.audit.session()) != candidate;
            if (gone || candidate.audit.isEstablished()) {
                continue;
            }
            if (candidate.audit.lastHeardMicros() < nowMicros - SILENT_MICROS) {
                forgotten++;
                remove(candidate);
                return true;
            }
            unestablished.addLast(candidate);
            i++;
        }
        return false;
    }

    /** To be called after a session was changed. */
    void touched(Slot slot) {
        if (!slot.touched) {
            slot.touched = true;
            changed.add(slot.audit.session());
        }
        long deadline = slot.audit.nextDeadlineMicros();
        if (deadline < slot.wakeMicros) {
            slot.wakeMicros = deadline;
            alarms.add(new Alarm(deadline, slot));
        }
    }

    /** Receive time went on: wakes those whose deadline has passed. */
    void advance(long nowMicros, AuditEvents events) {
        while (!alarms.isEmpty() && alarms.peek().micros < nowMicros) {
            Alarm alarm = alarms.poll();
            Slot slot = alarm.slot;
            if (slot.wakeMicros != alarm.micros || slots.get(slot.audit.session()) != slot) {
                continue;
            }
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
        slots.remove(slot.audit.session());
        changed.add(slot.audit.session());
    }

    /** Keys of sessions that were changed or removed since the last call. */
    Collection<SessionKey> takeChanged() {
        Collection<SessionKey> keys = java.util.List.copyOf(changed);
        changed.clear();
        for (SessionKey key : keys) {
            Slot slot = slots.get(key);
            if (slot != null) {
                slot.touched = false;
            }
        }
        return keys;
    }
}
