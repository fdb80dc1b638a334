package io.flowledger.ledger.sequence;

import static org.assertj.core.api.Assertions.assertThat;

/** A session under audit, and what its tests look at. */
abstract class AuditedSession {

    static final SessionKey KEY = new SessionKey(0, 1, 2055, 0, 0);
    static final long HOUR = 3_600_000;

    final RecordedEvents events = new RecordedEvents();
    AuditOptions options = AuditOptions.defaults();
    SessionAudit audit = new SessionAudit(KEY, options);

    /** A few datagrams of differing counts within the first ten seconds. */
    void settle(Exporter exporter) {
        for (int i = 0; i < 80; i++) {
            add(exporter.next(i * 100, 20 + i % 10));
        }
    }

    SessionAudit.Verdict add(Sighting s) {
        return audit.add(s, events);
    }

    SessionReport onlyReport() {
        assertThat(events.lastReports()).hasSize(1);
        return events.lastReports().get(0);
    }

    void assertBalanced() {
        for (SessionReport report : events.lastReports()) {
            assertThat(report.counts().flows() + report.lost() + report.open())
                    .as("archived + lost + open of epoch %s", report.epochMillis())
                    .isEqualTo(report.span());
            assertThat(events.lostByEpoch().getOrDefault(report.epochMillis(), 0L))
                    .isEqualTo(report.lost());
        }
    }

    static long at(long millis) {
        return Exporter.START + millis * 1_000;
    }
}
