package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The strata of one export session that are not posted yet: usually that of this minute, and for
 * some seconds that of the last one, whose losses may still show.
 */
final class SessionAccounts {

    /** How long a stratum waits for datagrams, to estimate its losses from. */
    static final long MOST_WAIT_MILLIS = 3_600_000;

    private final SessionKey session;

    /** By minute. */
    private final List<Stratum> open = new ArrayList<>(2);

    SessionAccounts(SessionKey session) {
        this.session = session;
    }

    SessionKey session() {
        return session;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** The stratum that a datagram belongs to. */
    Stratum stratumOf(ExportDatagram datagram, Accounting accounting, Enrichment enrichment) {
        return stratumOf(minuteOf(datagram.receivedAtMicros()), accounting, enrichment);
    }

    /**
     * What is missing is of the minute in which that showed. The audit tells of it by receive times
     * alone and before that minute is due, so that the archive says the same later on.
     */
    void add(MissingRange range, Accounting accounting, Enrichment enrichment) {
        Stratum stratum = stratumOf(minuteOf(range.shownMicros()), accounting, enrichment);
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
        int at = open.size();
        while (at > 0 && open.get(at - 1).minute >= minute) {
            at--;
            if (open.get(at).minute == minute) {
                return open.get(at);
            }
        }
        Stratum stratum = new Stratum(session, minute, accounting, enrichment);
        open.add(at, stratum);
        return stratum;
    }

    private static long minuteOf(long micros) {
        return Math.floorDiv(micros, Losses.MINUTE_MILLIS * 1_000L);
    }

    /** Posts what is over when it is {@code nowMillis}. */
    void advance(long nowMillis, Consumer<Posting> out) {
        while (nextDueMillis() <= nowMillis && !open.isEmpty()) {
            Stratum first = open.remove(0);
            if (first.isWanting() && !open.isEmpty() && isCompletedBy(first, open.get(0))) {
                open.get(0).collapse(first);
            } else {
                post(first, out);
            }
        }
    }

    /** Goes by the minutes alone, not by when somebody looked. */
    private static boolean isCompletedBy(Stratum wanting, Stratum next) {
        return next.minuteMillis() < lastChanceMillis(wanting)
                && next.accounting == wanting.accounting;
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
        if (open.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Stratum first = open.get(0);
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
        open.add(stratum);
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
