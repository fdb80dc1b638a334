package io.flowledger.bench.accounting;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.ledger.accounting.Accounts;
import io.flowledger.ledger.accounting.KeyColumn;
import io.flowledger.ledger.accounting.Posting;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionAudit;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.ledger.sequence.Sighting;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The same traffic of the generator posted whole, and audited and posted with datagrams lost, in
 * virtual time: for each key of each view the true sum beside the estimated one.
 */
final class ComparedTraffic {

    /** A key of a view over the whole run. */
    record Key(String view, String key) {}

    /**
     * @param octets what it really had
     * @param flows likewise
     * @param estimate of its octets, from what was received
     */
    record Compared(long octets, long flows, Estimate estimate) {}

    private final Map<Key, long[]> truth = new HashMap<>();
    private final Map<Key, Estimate> estimates = new HashMap<>();

    private ComparedTraffic() {}

    /**
     * @param sent traffic of which nothing is lost
     * @param lossy the same with losses
     * @param whole empty accounts, for what was sent
     * @param received likewise, for what is left of it
     */
    static Map<Key, Compared> run(
            TrafficOptions sent, TrafficOptions lossy, Accounts whole, Accounts received)
            throws IOException {
        ComparedTraffic compared = new ComparedTraffic();
        compared.post(sent, whole);
        compared.audit(lossy, received);
        return compared.byKey();
    }

    private void post(TrafficOptions traffic, Accounts accounts) throws IOException {
        new TrafficRun(traffic)
                .received(
                        datagram -> {
                            accounts.advance(datagram.receivedAtMicros() / 1_000, this::addTruth);
                            accounts.add(datagram);
                        });
        accounts.end(this::addTruth);
    }

    private void audit(TrafficOptions traffic, Accounts accounts) throws IOException {
        Audits audits = new Audits(accounts);
        new TrafficRun(traffic)
                .received(
                        datagram -> {
                            audits.advance(datagram.receivedAtMicros());
                            accounts.advance(
                                    datagram.receivedAtMicros() / 1_000, this::addEstimate);
                            audits.add(datagram);
                        });
        audits.end();
        accounts.end(this::addEstimate);
    }

    /** Enters what is archived, and what the audit misses, into accounts. */
    private static final class Audits implements AuditEvents {

        private final Accounts accounts;
        private final Map<SessionKey, SessionAudit> sessions = new HashMap<>();
        private final Sighting sighting = new Sighting();
        private long nowMicros;

        Audits(Accounts accounts) {
            this.accounts = accounts;
        }

        /** Of all sessions: what a silent one misses is due as well. */
        void advance(long micros) {
            nowMicros = micros;
            sessions.values().forEach(audit -> audit.advance(micros, this));
        }

        void add(ExportDatagram datagram) {
            SessionAudit audit =
                    sessions.computeIfAbsent(
                            SessionKey.of(datagram, true),
                            session -> new SessionAudit(session, AuditOptions.defaults()));
            if (audit.add(sighting.read(datagram), this) == SessionAudit.Verdict.ARCHIVE) {
                accounts.add(datagram);
            }
        }

        void end() {
            sessions.values().forEach(audit -> audit.end(nowMicros, this));
        }

        @Override
        public void missing(MissingRange range) {
            accounts.add(range);
        }

        @Override
        public void report(SessionReport report) {}
    }

    private Map<Key, Compared> byKey() {
        Map<Key, Compared> result = new HashMap<>();
        truth.forEach(
                (key, sums) ->
                        result.put(
                                key,
                                new Compared(
                                        sums[0],
                                        sums[1],
                                        estimates.getOrDefault(key, Estimate.NONE))));
        return result;
    }

    private void addTruth(Posting posting) {
        long[] sums = truth.computeIfAbsent(keyOf(posting), unseen -> new long[2]);
        sums[0] += posting.observedOctets();
        sums[1] += posting.observedFlows();
    }

    private void addEstimate(Posting posting) {
        estimates.merge(keyOf(posting), posting.octets(), Estimate::plus);
    }

    private static Key keyOf(Posting posting) {
        return new Key(posting.view(), posting.other() ? "other" : textOf(posting));
    }

    private static String textOf(Posting posting) {
        StringJoiner parts = new StringJoiner(", ");
        KeyColumn[] columns = posting.columns();
        for (int i = 0; i < columns.length; i++) {
            long number = posting.numbers()[i];
            String text = posting.texts()[i];
            if (number == Posting.UNKNOWN) {
                parts.add(text == null ? "unknown" : text);
            } else {
                parts.add(text == null ? Long.toString(number) : number + " " + text);
            }
        }
        return parts.length() == 0 ? "all" : parts.toString();
    }
}
