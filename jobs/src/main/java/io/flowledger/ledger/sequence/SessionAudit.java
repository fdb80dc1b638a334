package io.flowledger.ledger.sequence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All numberings of one export session. Usually one is live; around a restart two, since what is
 * still on its way belongs to the old one; with several senders behind one key as many as there are
 * senders, each of which balances for itself.
 *
 * <p>Fed in the order of receipt. Time is the receive time of datagrams, and {@link #advance} where
 * none come: both lead to the same results.
 */
public final class SessionAudit {

    /** What becomes of a datagram. */
    public enum Verdict {
        /** A part of the numbering that {@link #epochMillis()} names. */
        ARCHIVE,
        /** Archived, but of no numbering: more senders share this key than are told apart. */
        ARCHIVE_UNAUDITED,
        /** This very datagram was there before. */
        DUPLICATE,
        /** Older than what is remembered: nobody can say whether its flows were there before. */
        STALE
    }

    private static final int ESTABLISHED = 16;

    /** Senders told apart on one key. */
    public static final int MAX_NUMBERINGS = 16;

    private final SessionKey session;
    private final AuditOptions options;
    private final Bookkeeping books;

    /** The one that was heard last comes first. */
    private final List<Numbering> live = new ArrayList<>(1);

    private long lastEpochMillis = Long.MIN_VALUE;
    private long epochMillis;
    private boolean late;
    private long lastHeardMicros;
    private long datagrams;

    public SessionAudit(SessionKey session, AuditOptions options) {
        this.session = session;
        this.options = options;
        this.books = new Bookkeeping(options);
    }

    public SessionKey session() {
        return session;
    }

    /** The numbering of the datagram that {@link #add} has just said to archive. */
    public long epochMillis() {
        return epochMillis;
    }

    /** Whether that one came out of order. */
    public boolean isLate() {
        return late;
    }

    /** Numberings that go on at present: more than one means more than one sender. */
    public int senders() {
        int senders = 0;
        for (Numbering numbering : live) {
            senders += numbering.supersededMicros == Long.MAX_VALUE ? 1 : 0;
        }
        return senders;
    }

    /** Those, and the ones that were replaced a moment ago. */
    public int numberings() {
        return live.size();
    }

    /** Whether so much was heard of it that it is no flood of forged senders. */
    public boolean isEstablished() {
        return datagrams >= ESTABLISHED;
    }

    public boolean isOver() {
        return live.isEmpty();
    }

    public long lastHeardMicros() {
        return lastHeardMicros;
    }

    /** Takes the next datagram of this session. */
    public Verdict add(Sighting s, AuditEvents events) {
        return add(s, MAX_NUMBERINGS, events);
    }

    /** The same where no more than so many numberings may go on at a time. */
    public Verdict add(Sighting s, int mostNumberings, AuditEvents events) {
        advance(s.receivedMicros, events);
        lastHeardMicros = Math.max(lastHeardMicros, s.receivedMicros);
        datagrams++;
        Fit bestFit = Fit.FOREIGN;
        int best = -1;
        for (int i = 0; i < live.size() && bestFit != Fit.IN_ORDER; i++) {
            Fit fit = FitRule.fit(live.get(i), options, s);
            if (fit.compareTo(bestFit) < 0) {
                bestFit = fit;
                best = i;
            }
        }
        if (best < 0) {
            return begin(s, mostNumberings, events);
        }
        Numbering numbering = live.get(best);
        if (bestFit == Fit.DUPLICATE) {
            numbering.totals.duplicates++;
            return Verdict.DUPLICATE;
        }
        if (bestFit == Fit.STALE) {
            numbering.totals.stale++;
            return Verdict.STALE;
        }
        if (best > 0) {
            live.remove(best);
            live.add(0, numbering);
        }
        late = bestFit == Fit.LATE || bestFit == Fit.EARLY || bestFit == Fit.CORRECTION;
        if (s.receivedMicros > graceEnd(numbering)) {
            stillAlive(numbering);
        }
        books.accept(numbering, s, bestFit, events);
        epochMillis = numbering.epochMillis;
        return Verdict.ARCHIVE;
    }

    /** Notes a datagram that was refused although its header could be read. */
    public void refused(Sighting s) {
        if (!live.isEmpty()) {
            live.get(0).refused.add(s);
        }
    }

    private Verdict begin(Sighting s, int mostNumberings, AuditEvents events) {
        if (live.size() >= mostNumberings && !endSilentOne(s.receivedMicros, events)) {
            return Verdict.ARCHIVE_UNAUDITED;
        }
        Numbering before = live.isEmpty() ? null : live.get(0);
        lastEpochMillis = Math.max(s.receivedMicros / 1_000, lastEpochMillis + 1);
        Numbering numbering =
                new Numbering(
                        session,
                        lastEpochMillis,
                        beginning(before, s),
                        s.receivedMicros,
                        before == null ? SequenceConvention.FIRST_RECORD : before.convention());
        if (numbering.began == Beginning.RESTART || numbering.began == Beginning.RENUMBERED) {
            before.supersededMicros = s.receivedMicros;
            numbering.replacedMicros = before.boot.lastReceivedMicros();
        }
        live.add(0, numbering);
        late = false;
        books.accept(numbering, s, Fit.UNSETTLED, events);
        epochMillis = numbering.epochMillis;
        return Verdict.ARCHIVE;
    }

    /** Makes room where the sender that was silent for longest was silent for the window. */
    private boolean endSilentOne(long nowMicros, AuditEvents events) {
        Numbering last = live.get(live.size() - 1);
        if (last.boot.lastReceivedMicros() >= nowMicros - options.windowMicros()) {
            return false;
        }
        live.remove(last);
        books.end(last, Ending.IDLE, nowMicros, events);
        return true;
    }

    private static Beginning beginning(Numbering before, Sighting s) {
        if (before == null) {
            return Beginning.FIRST_SEEN;
        }
        if (before.boot.isRestart(s)) {
            return Beginning.RESTART;
        }
        return before.boot.agrees(s) ? Beginning.RENUMBERED : Beginning.SECOND_SENDER;
    }

    /** Until when a replaced numbering may still be heard without being another sender. */
    private long graceEnd(Numbering numbering) {
        return numbering.supersededMicros == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : numbering.supersededMicros + options.windowMicros();
    }

    /** What seemed to be replaced goes on: nothing restarted, two senders share the key. */
    private void stillAlive(Numbering numbering) {
        for (Numbering other : live) {
            if (other.beganMicros == numbering.supersededMicros) {
                other.replacedMicros = Long.MAX_VALUE;
            }
        }
        numbering.supersededMicros = Long.MAX_VALUE;
    }

    /** Receive time went on to this moment. */
    public void advance(long nowMicros, AuditEvents events) {
        for (int i = live.size() - 1; i >= 0; i--) {
            Numbering numbering = live.get(i);
            // its books close with its grace, however late that is noticed
            books.advance(numbering, Math.min(nowMicros, graceEnd(numbering)), events);
            long idleEnd = numbering.boot.lastReceivedMicros() + options.idleMicros();
            if (graceEnd(numbering) < nowMicros) {
                end(numbering, graceEnd(numbering), events);
            } else if (idleEnd < nowMicros) {
                books.end(numbering, Ending.IDLE, idleEnd, events);
                live.remove(numbering);
            }
        }
    }

    /** The replaced one ends, and what replaced it says what may be lost in between. */
    private void end(Numbering replaced, long atMicros, AuditEvents events) {
        live.remove(replaced);
        Ending ending = Ending.RENUMBERED;
        for (Numbering other : live) {
            if (other.beganMicros == replaced.supersededMicros
                    && other.replacedMicros != Long.MAX_VALUE) {
                ending = other.began == Beginning.RESTART ? Ending.RESTART : Ending.RENUMBERED;
                books.enterReplacement(other, atMicros, events);
            }
        }
        books.end(replaced, ending, atMicros, events);
    }

    /** When {@link #advance} must be called though no datagram comes. */
    public long nextDeadlineMicros() {
        long next = Long.MAX_VALUE;
        for (Numbering numbering : live) {
            next = Math.min(next, books.nextDeadlineMicros(numbering));
            next = Math.min(next, graceEnd(numbering));
            next = Math.min(next, numbering.boot.lastReceivedMicros() + options.idleMicros());
        }
        return next;
    }

    /** The input ends here: everything still open is entered. */
    public void end(long nowMicros, AuditEvents events) {
        end(Ending.END_OF_INPUT, nowMicros, events);
    }

    /**
     * It is no longer audited: everything still open is entered. Of a single datagram nothing can
     * be missing, and nothing is said.
     */
    public void makeRoom(long nowMicros, AuditEvents events) {
        boolean hasSaidNothing = live.stream().allMatch(numbering -> numbering.line == null);
        if (datagrams > 1 || !hasSaidNothing) {
            end(Ending.MADE_ROOM, nowMicros, events);
        }
    }

    private void end(Ending ending, long nowMicros, AuditEvents events) {
        advance(nowMicros, events);
        while (!live.isEmpty()) {
            Numbering oldest = live.get(live.size() - 1);
            if (oldest.supersededMicros != Long.MAX_VALUE) {
                end(oldest, nowMicros, events);
            } else {
                live.remove(oldest);
                books.end(oldest, ending, nowMicros, events);
            }
        }
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(lastEpochMillis);
        out.writeLong(lastHeardMicros);
        out.writeLong(datagrams);
        out.writeInt(live.size());
        for (Numbering numbering : live) {
            numbering.write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static SessionAudit read(SessionKey session, AuditOptions options, DataInput in)
            throws IOException {
        SessionAudit audit = new SessionAudit(session, options);
        audit.lastEpochMillis = in.readLong();
        audit.lastHeardMicros = in.readLong();
        audit.datagrams = in.readLong();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            audit.live.add(Numbering.read(session, in));
        }
        return audit;
    }
}
