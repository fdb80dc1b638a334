package io.flowledger.ledger.accounting;

import io.flowledger.ledger.enrich.Enrichment;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The accounts of all sessions of a task. Bounded: sessions beyond the bound are accounted together
 * under {@link #BEYOND}, so that totals stay exact whoever sends.
 */
public final class Accounts {

    /** Stands for all sessions that found no place. */
    public static final SessionKey BEYOND = new SessionKey(0, 0, SessionKey.ANY_PORT, 0, 0);

    private final Accounting accounting;
    private final Supplier<Enrichment> enrichment;
    private final boolean withPort;
    private final int mostSessions;
    private final Map<SessionKey, SessionAccounts> sessions = new HashMap<>();
    private final WaitingFlows waiting = new WaitingFlows();
    private long nextDueMillis = Long.MAX_VALUE;

    /**
     * @param enrichment the version in force
     * @param withPort whether the UDP source port tells sessions apart
     */
    public Accounts(
            Accounting accounting,
            Supplier<Enrichment> enrichment,
            boolean withPort,
            int mostSessions) {
        this.accounting = accounting;
        this.enrichment = enrichment;
        this.withPort = withPort;
        this.mostSessions = mostSessions;
    }

    /** A datagram that the archive keeps. */
    public void add(ExportDatagram datagram) {
        SessionAccounts accounts = of(SessionKey.of(datagram, withPort));
        if (datagram.recordCount() > 0) {
            waiting.add(accounts.stratumOf(datagram, accounting, enrichment.get()), datagram);
        }
        nextDueMillis = Math.min(nextDueMillis, accounts.nextDueMillis());
    }

    public void add(MissingRange range) {
        SessionAccounts accounts = of(range.session());
        accounts.add(range, accounting, enrichment.get());
        nextDueMillis = Math.min(nextDueMillis, accounts.nextDueMillis());
    }

    private SessionAccounts of(SessionKey key) {
        SessionAccounts accounts = sessions.get(key);
        if (accounts == null) {
            waiting.addToViews(); // only then is it known what room there is
            boolean isRoom = sessions.size() < mostSessions && !accounting.budget.isSpent();
            SessionKey place = isRoom ? key : BEYOND;
            accounts = sessions.computeIfAbsent(place, SessionAccounts::new);
        }
        return accounts;
    }

    /** All that was received or went missing before {@code nowMillis} has been added. */
    public void advance(long nowMillis, Consumer<Posting> out) {
        if (nowMillis < nextDueMillis) {
            return;
        }
        waiting.addToViews();
        nextDueMillis = Long.MAX_VALUE;
        Iterator<SessionAccounts> each = sessions.values().iterator();
        while (each.hasNext()) {
            SessionAccounts accounts = each.next();
            accounts.advance(nowMillis, out);
            nextDueMillis = Math.min(nextDueMillis, accounts.nextDueMillis());
            if (accounts.isEmpty()) {
                each.remove();
            }
        }
    }

    /** The input has ended. */
    public void end(Consumer<Posting> out) {
        waiting.addToViews();
        for (SessionAccounts accounts : sessions.values()) {
            accounts.end(out);
        }
        sessions.clear();
        nextDueMillis = Long.MAX_VALUE;
    }

    public int sessions() {
        return sessions.size();
    }

    /** Those that open strata were begun with. */
    Set<Accounting> accountings() {
        Set<Accounting> used = new HashSet<>();
        for (SessionAccounts each : sessions.values()) {
            for (Stratum stratum : each.strata()) {
                used.add(stratum.accounting);
            }
        }
        return used;
    }

    // ---- state ---------------------------------------------------------------------------------

    /** Sessions with strata that are not posted yet. */
    public Collection<SessionKey> open() {
        return sessions.keySet();
    }

    /** Writes a session of {@link #open}. */
    public void write(SessionKey key, DataOutput out) throws IOException {
        waiting.addToViews();
        SessionState.write(sessions.get(key), out);
    }

    /**
     * Takes back what {@link #write} wrote.
     *
     * @param before the accounting it was written by, for strata whose views are other ones now
     */
    public void restore(DataInput in, Accountings before) throws IOException {
        SessionAccounts accounts = SessionState.read(in, before, enrichment.get());
        SessionAccounts present = sessions.putIfAbsent(accounts.session(), accounts);
        if (present != null) {
            present.merge(accounts);
        }
        nextDueMillis = Math.min(nextDueMillis, accounts.nextDueMillis());
    }
}
