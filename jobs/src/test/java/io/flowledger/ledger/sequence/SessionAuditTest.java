package io.flowledger.ledger.sequence;

import static io.flowledger.ledger.sequence.SessionAudit.Verdict.ARCHIVE;
import static io.flowledger.ledger.sequence.SessionAudit.Verdict.DUPLICATE;
import static io.flowledger.ledger.sequence.SessionAudit.Verdict.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SessionAuditTest extends AuditedSession {

    @Test
    void whatComesInOrderIsArchivedAndNothingIsMissing() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 1_000, -HOUR);
        for (int i = 0; i < 100; i++) {
            assertThat(audit.add(exporter.next(i * 100, 1 + i % 30), events)).isEqualTo(ARCHIVE);
        }
        audit.end(at(10_000), events);
        assertThat(events.ranges).isEmpty();
        SessionReport report = onlyReport();
        assertThat(report.convention()).isEqualTo(SequenceConvention.FIRST_RECORD);
        assertThat(report.settled()).isTrue();
        assertThat(report.span()).isEqualTo(report.counts().flows());
        assertThat(report.began()).isEqualTo(Beginning.FIRST_SEEN);
        assertThat(report.ended()).isEqualTo(Ending.END_OF_INPUT);
    }

    @Test
    void aGapIsLostOnlyOnceTheWindowIsOver() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        exporter.next(10_000, 30);
        add(exporter.next(10_001, 30));
        audit.advance(at(15_001), events);
        assertThat(events.ranges).as("still in the window").isEmpty();
        audit.advance(at(15_002), events);
        assertThat(events.ranges).hasSize(1);
        assertThat(events.ranges.get(0).units()).isEqualTo(30);
        assertThat(events.ranges.get(0).lastSequence() - events.ranges.get(0).firstSequence())
                .isEqualTo(29);
    }

    @Test
    void aGapThatTheEndOfInputCutsShortSaysThatItsWindowWasNotOver() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        exporter.next(10_000, 30);
        add(exporter.next(10_001, 30));
        audit.end(at(10_500), events);
        assertThat(events.ranges).hasSize(1);
        assertThat(events.ranges.get(0).complete()).isFalse();
    }

    @Test
    void aLateDatagramWithinTheWindowIsNoLoss() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        Sighting late = exporter.next(10_000, 30);
        add(exporter.next(10_001, 30));
        assertThat(add(Exporter.received(late, 12_000))).isEqualTo(ARCHIVE);
        audit.end(at(20_000), events);
        assertThat(events.ranges).isEmpty();
        assertThat(onlyReport().counts().late()).isEqualTo(1);
    }

    @Test
    void aVeryLateDatagramIsArchivedAndCorrectsTheLoss() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        Sighting late = exporter.next(10_000, 30);
        exporter.next(10_000, 10);
        for (int i = 1; i < 100; i++) {
            add(exporter.next(10_000 + i * 200, 30));
        }
        assertThat(add(Exporter.received(late, 29_900))).isEqualTo(ARCHIVE);
        audit.end(at(40_000), events);
        assertThat(events.of(MissingRange.Kind.GAP).get(0).units()).isEqualTo(40);
        assertThat(events.of(MissingRange.Kind.CORRECTION).get(0).units()).isEqualTo(-30);
        assertThat(onlyReport().lost()).isEqualTo(10);
        assertBalanced();
    }

    @Test
    void aDuplicateNeitherStoresNorLowersLoss() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        exporter.next(10_000, 30);
        Sighting twice = exporter.next(10_001, 30);
        assertThat(add(twice)).isEqualTo(ARCHIVE);
        assertThat(add(Exporter.received(twice, 10_002))).isEqualTo(DUPLICATE);
        assertThat(add(Exporter.received(twice, 11_000))).isEqualTo(DUPLICATE);
        audit.end(at(20_000), events);
        assertThat(onlyReport().lost()).isEqualTo(30);
        assertThat(onlyReport().counts().duplicates()).isEqualTo(2);
        assertBalanced();
    }

    @Test
    void whatIsOlderThanAllMemoryIsStale() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        Sighting first = exporter.next(0, 30);
        add(first);
        for (int i = 1; i < 200; i++) {
            add(exporter.next(i * 100, 30));
        }
        assertThat(add(Exporter.received(first, 20_000))).isEqualTo(STALE);
        audit.end(at(30_000), events);
        assertThat(onlyReport().counts().stale()).isEqualTo(1);
        assertBalanced();
    }

    @Test
    void missingRecordsOfATruncatedDatagramAreLostAtOnce() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        Sighting cut = exporter.next(10_000, 30);
        cut.present = 20;
        add(cut);
        add(exporter.next(10_100, 30));
        audit.end(at(20_000), events);
        MissingRange range = events.of(MissingRange.Kind.TRUNCATED).get(0);
        assertThat(range.units()).isEqualTo(10);
        assertThat(range.firstSequence()).isEqualTo((cut.sequence & 0xFFFF_FFFFL) + 20);
        assertThat(onlyReport().lost()).isEqualTo(10);
        assertBalanced();
    }

    @Test
    void aGapOfARefusedDatagramSaysSo() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        audit.refused(exporter.next(10_000, 30));
        exporter.next(10_050, 7);
        add(exporter.next(10_100, 30));
        audit.end(at(20_000), events);
        assertThat(events.ranges.get(0).complete()).as("the window was over").isTrue();
        assertThat(events.ranges.get(0).units()).isEqualTo(37);
        assertThat(events.ranges.get(0).refused()).isEqualTo(30);
    }

    @Test
    void stateWrittenAndReadGoesOnAsIfNothingHadHappened() throws IOException {
        RecordedEvents whole = new RecordedEvents();
        SessionAudit uninterrupted = new SessionAudit(KEY, options);
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        for (int i = 0; i < 500; i++) {
            Sighting s = exporter.next(i * 100, 1 + i % 30);
            if (i == 250) {
                exporter.restart(i * 100);
            }
            if (i % 17 == 3) {
                continue;
            }
            uninterrupted.add(s, whole);
            audit = copy(audit);
            add(s);
        }
        audit.end(at(60_000), events);
        uninterrupted.end(at(60_000), whole);
        assertThat(events.ranges).isEqualTo(whole.ranges);
        assertThat(events.reports).isEqualTo(whole.reports);
    }

    private SessionAudit copy(SessionAudit from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        from.write(new DataOutputStream(bytes));
        return SessionAudit.read(
                KEY, options, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
