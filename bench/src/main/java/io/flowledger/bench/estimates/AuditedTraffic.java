package io.flowledger.bench.estimates;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.Counts;
import io.flowledger.bench.traffic.SessionTruth;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import io.flowledger.ledger.estimate.DomainSums;
import io.flowledger.ledger.estimate.Sample;
import io.flowledger.ledger.estimate.StratumSums;
import io.flowledger.ledger.sequence.AuditEvents;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.ledger.sequence.MissingRange;
import io.flowledger.ledger.sequence.SessionAudit;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.SessionReport;
import io.flowledger.ledger.sequence.Sighting;
import io.flowledger.netflow.wire.ExportDatagram;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of the generator through the sequence audit, in virtual time: octets and lost flows per
 * session and minute as the audit has them, and what the generator knows to be true.
 */
final class AuditedTraffic {

    private static final long MICROS_PER_MINUTE = 60_000_000;

    private final Map<SessionKey, SessionAudit> audits = new HashMap<>();
    private final SortedMap<String, SortedMap<Long, Sample>> samples = new TreeMap<>();
    private final SortedMap<String, SortedMap<Long, Counts>> lost = new TreeMap<>();
    private final Sighting sighting = new Sighting();
    private long lastMicros;
    private long duplicates;
    private Truth truth;

    private AuditedTraffic() {}

    static AuditedTraffic run(TrafficOptions options) throws IOException {
        AuditedTraffic traffic = new AuditedTraffic();
        traffic.truth = new TrafficRun(options).received(traffic::received);
        traffic.audits
                .values()
                .forEach(audit -> audit.end(traffic.lastMicros, traffic.new Entering()));
        for (SessionTruth life : traffic.truth.sessions()) {
            String session = name(life.exporter(), life.port(), life.engineType(), life.engineId());
            SortedMap<Long, Counts> minutes =
                    traffic.lost.computeIfAbsent(session, key -> new TreeMap<>());
            life.lostByMinute()
                    .forEach(
                            (minute, counts) ->
                                    minutes.merge(number(minute), counts, Counts::plus));
        }
        return traffic;
    }

    /** Octets and lost flows by session and number of the minute, as audited. */
    SortedMap<String, SortedMap<Long, Sample>> samples() {
        return samples;
    }

    /** What was really lost in that minute. */
    Counts lost(String session, long minute) {
        return lost.get(session).getOrDefault(minute, Counts.NONE);
    }

    Truth truth() {
        return truth;
    }

    long duplicates() {
        return duplicates;
    }

    private void received(ExportDatagram datagram) {
        lastMicros = Math.max(lastMicros, datagram.receivedAtMicros());
        SessionKey key = SessionKey.of(datagram, true);
        SessionAudit audit =
                audits.computeIfAbsent(
                        key, session -> new SessionAudit(session, AuditOptions.defaults()));
        SessionAudit.Verdict verdict = audit.add(sighting.read(datagram), new Entering());
        if (verdict == SessionAudit.Verdict.ARCHIVE) {
            add(
                    key,
                    datagram.receivedAtMicros(),
                    new Sample(
                            StratumSums.NONE.plusDatagram(sighting.flows()),
                            DomainSums.NONE.plusDatagram(sighting.octets(), sighting.flows())));
        } else {
            duplicates++;
        }
    }

    private void add(SessionKey key, long micros, Sample sample) {
        samples.computeIfAbsent(
                        name(key.exporter(), key.port(), key.engineType(), key.engineId()),
                        session -> new TreeMap<>())
                .merge(micros / MICROS_PER_MINUTE, sample, Sample::plus);
    }

    private static String name(String exporter, int port, int engineType, int engineId) {
        return exporter + ":" + port + "/" + engineType + "/" + engineId;
    }

    private static long number(Instant minute) {
        return minute.getEpochSecond() / 60;
    }

    /** Lost flows belong to the minute in which the datagram after them was received. */
    private final class Entering implements AuditEvents {

        @Override
        public void missing(MissingRange range) {
            if (range.kind() != MissingRange.Kind.RESTART) {
                add(
                        range.session(),
                        range.beforeMicros(),
                        new Sample(StratumSums.NONE.plusLost(range.units()), DomainSums.NONE));
            }
        }

        @Override
        public void report(SessionReport report) {}
    }
}
