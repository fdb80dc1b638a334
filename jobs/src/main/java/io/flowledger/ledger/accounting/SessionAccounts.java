package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The strata of one export session that are not posted yet: usually that of this minute, and for
 * some seconds that of the last one, whose losses may still show.
 */
final class SessionAccounts {

    /** How long a stratum waits for datagrams, to estimate its losses from. */
    private static final long MOST_WAIT_MILLIS = 3_600_000;

    private final SessionKey session;
    private final Deque<Stratum> open = new ArrayDeque<>();

    SessionAccounts(SessionKey session) {
        this.session = session;
    }

    SessionKey session() {
        return session;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    void add(ExportDatagram datagram, Accounting accounting, Enrichment enrichment) {
        long minute = minuteOf(datagram.receivedAtMicros());
        Stratum last = open.peekLast();
        if (last == null || last.minute < minute) {
            last = new Stratum(session, minute, accounting, enrichment);
            open.addLast(last);
        }
        last.add(datagram);
    }

    /** What is missing is of the minute in which that showed, or if that is posted, of the next. */
    void add(MissingRange range, Accounting accounting, Enrichment enrichment) {
        Stratum stratum = stratumOf(minuteOf(range.beforeMicros()), accounting, enrichment);
        if (range.kind() == MissingRange.Kind.RESTART) {
            stratum.losses.addUnknown();
            return;
        }
        stratum.losses.add(
                range.units(),
                range.unitsAreFlows(),
                Math.floorDiv(range.afterMicros(), 1_000L),
                Math.floorDiv(range.beforeMicros(), 1_000L));
    }

    private Stratum stratumOf(long minute, Accounting accounting, Enrichment enrichment) {
        for (Stratum stratum : open) {
            if (stratum.minute >= minute) {
                return stratum;
            }
        }
        Stratum stratum = new Stratum(session, minute, accounting, enrichment);
        open.addLast(stratum);
        return stratum;
    }

    private static long minuteOf(long micros) {
        return Math.floorDiv(micros, Losses.MINUTE_MILLIS * 1_000L);
    }

    /** Posts what is over when it is {@code nowMillis}. */
    void advance(long nowMillis, Consumer<Posting> out) {
        while (!open.isEmpty() && dueMillis(open.peekFirst()) <= nowMillis) {
            Stratum first = open.pollFirst();
            if (first.isWanting() && !open.isEmpty()) {
                open.peekFirst().collapse(first);
            } else if (first.isWanting() && nowMillis < lastChanceMillis(first)) {
                open.addFirst(first);
                return;
            } else {
                post(first, out);
            }
        }
    }

    /** Posts all there is: nothing more will come. */
    void end(Consumer<Posting> out) {
        advance(Long.MAX_VALUE, out);
    }

    private static void post(Stratum stratum, Consumer<Posting> out) {
        new StratumPostings(stratum, out).post();
        stratum.release();
    }

    /** When something is to be done; {@link Long#MAX_VALUE} if nothing is open. */
    long nextDueMillis() {
        Stratum first = open.peekFirst();
        if (first == null) {
            return Long.MAX_VALUE;
        }
        return first.isWanting() && open.size() == 1 ? lastChanceMillis(first) : dueMillis(first);
    }

    private static long dueMillis(Stratum stratum) {
        return stratum.minuteMillis()
                + Losses.MINUTE_MILLIS
                + stratum.accounting.options.settling().toMillis();
    }

    private static long lastChanceMillis(Stratum stratum) {
        return stratum.minuteMillis() + MOST_WAIT_MILLIS;
    }

    List<Stratum> strata() {
        return new ArrayList<>(open);
    }

    void restore(Stratum stratum) {
        open.addLast(stratum);
    }

    /** Takes over the strata of the same sessions that another task held. */
    void merge(SessionAccounts others) {
        List<Stratum> all = new ArrayList<>(open);
        for (Stratum theirs : others.open) {
            Optional<Stratum> ours =
                    all.stream()
                            .filter(s -> s.minute == theirs.minute)
                            .filter(s -> s.accounting == theirs.accounting)
                            .findFirst();
            if (ours.isPresent()) {
                ours.get().takeOver(theirs);
            } else {
                all.add(theirs);
            }
        }
        all.sort(Comparator.comparingLong(s -> s.minute));
        open.clear();
        open.addAll(all);
    }
}
