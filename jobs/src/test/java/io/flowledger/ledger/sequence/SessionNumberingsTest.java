package io.flowledger.ledger.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which numbering a datagram belongs to: restarts, clocks, conventions, several senders. */
class SessionNumberingsTest extends AuditedSession {

    @Test
    void aRestartBeginsANewEpochAndItsLossIsUnknownWithABound() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 1_000, -HOUR);
        settle(exporter);
        exporter.restart(20_000);
        exporter.next(20_500, 25);
        for (int i = 0; i < 20; i++) {
            add(exporter.next(21_000 + i * 500, 30));
        }
        audit.end(at(40_000), events);
        assertThat(events.lostByEpoch()).isEmpty();
        List<MissingRange> restarts = events.of(MissingRange.Kind.RESTART);
        assertThat(restarts).hasSize(1);
        assertThat(restarts.get(0).units()).isEqualTo(MissingRange.UNKNOWN);
        assertThat(restarts.get(0).atLeast()).isEqualTo(25);
        List<SessionReport> reports = events.lastReports();
        assertThat(reports).hasSize(2);
        assertThat(reports.get(0).ended()).isEqualTo(Ending.RESTART);
        assertThat(reports.get(1).began()).isEqualTo(Beginning.RESTART);
        assertBalanced();
    }

    @Test
    void aRestartAfterFortyDaysIsOne() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 1_000, -40 * 24 * HOUR);
        settle(exporter);
        exporter.restart(20_000);
        for (int i = 0; i < 20; i++) {
            add(exporter.next(21_000 + i * 500, 30));
        }
        audit.end(at(40_000), events);
        assertThat(events.lastReports().get(0).ended()).isEqualTo(Ending.RESTART);
        assertThat(events.lastReports().get(1).began()).isEqualTo(Beginning.RESTART);
    }

    @Test
    void aClockStepAloneIsNoRestart() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 1_000, -HOUR);
        settle(exporter);
        exporter.clockSkewMillis = -400L * 24 * HOUR;
        for (int i = 0; i < 20; i++) {
            add(exporter.next(20_000 + i * 100, 30));
        }
        exporter.next(22_100, 30);
        exporter.clockSkewMillis = 0;
        add(exporter.next(22_200, 30));
        audit.end(at(40_000), events);
        assertThat(onlyReport().counts().clockSteps()).isEqualTo(2);
        assertThat(onlyReport().lost()).isEqualTo(30);
        assertBalanced();
    }

    @Test
    void uptimeAndSequenceWrapWithoutAnEvent() {
        long wrapsIn = 15_000;
        Exporter exporter =
                new Exporter(
                        SequenceConvention.FIRST_RECORD,
                        0xFFFF_FFFFL - 3_000,
                        wrapsIn - (1L << 32));
        for (int i = 0; i < 300; i++) {
            Sighting s = exporter.next(i * 100, 30);
            if (i % 50 != 20) {
                add(s);
            }
        }
        audit.end(at(40_000), events);
        assertThat(onlyReport().lost()).isEqualTo(6 * 30);
        assertBalanced();
    }

    @Test
    void anUptimePinnedAtZeroIsNoRestart() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, 0);
        for (int i = 0; i < 50; i++) {
            Sighting s = exporter.next(i * 20_000L, 30);
            s.uptimeMillis = 0;
            if (i != 30) {
                add(s);
            }
        }
        audit.end(at(2_000_000), events);
        assertThat(onlyReport().lost()).isEqualTo(30);
        assertBalanced();
    }

    @Test
    void theConventionIsReadFromTheDatagrams() {
        for (SequenceConvention convention : SequenceConvention.values()) {
            RecordedEvents heard = new RecordedEvents();
            SessionAudit one = new SessionAudit(KEY, options);
            Exporter exporter = new Exporter(convention, 500, -HOUR);
            long lostFlows = 0;
            long lostDatagrams = 0;
            for (int i = 0; i < 200; i++) {
                int count = 1 + i * 7 % 30;
                Sighting s = exporter.next(i * 100, count);
                if (i % 40 == 33) {
                    lostFlows += count;
                    lostDatagrams++;
                } else {
                    one.add(s, heard);
                }
            }
            one.end(at(60_000), heard);
            assertThat(heard.lastReports()).hasSize(1);
            SessionReport report = heard.lastReports().get(0);
            assertThat(report.convention()).isEqualTo(convention);
            assertThat(report.lost())
                    .as(convention.label())
                    .isEqualTo(
                            switch (convention) {
                                case FIRST_RECORD, LAST_RECORD -> lostFlows;
                                case PER_DATAGRAM -> lostDatagrams;
                                case CONSTANT -> -1;
                            });
        }
    }

    @Test
    void aConventionAssumedFromEqualCountsIsReadAnewWhenTheyDiffer() {
        Exporter exporter = new Exporter(SequenceConvention.LAST_RECORD, 7, -HOUR);
        long lost = 0;
        for (int i = 0; i < 400; i++) {
            int count = i < 300 ? 30 : 1 + i * 7 % 30;
            Sighting s = exporter.next(i * 100, count);
            if (i % 50 == 17) {
                lost += count;
            } else {
                add(s);
            }
        }
        audit.end(at(60_000), events);
        SessionReport report = onlyReport();
        assertThat(report.convention()).isEqualTo(SequenceConvention.LAST_RECORD);
        assertThat(report.lost()).isEqualTo(lost);
        assertBalanced();
    }

    @Test
    void twoSendersOnOneKeyAreTwoNumberingsNotMillionsOfLostFlows() {
        Exporter one = new Exporter(SequenceConvention.FIRST_RECORD, 5_000_000, -10 * HOUR);
        Exporter two = new Exporter(SequenceConvention.FIRST_RECORD, 100, -3 * HOUR);
        for (int i = 0; i < 400; i++) {
            Sighting s = i % 2 == 0 ? one.next(i * 100, 30) : two.next(i * 100, 20);
            if (i != 201) {
                add(s);
            }
        }
        assertThat(audit.senders()).isEqualTo(2);
        audit.end(at(60_000), events);
        assertThat(events.lastReports()).hasSize(2);
        assertThat(events.lastReports()).extracting(SessionReport::lost).containsExactly(0L, 20L);
        assertThat(events.lastReports().get(1).began()).isEqualTo(Beginning.SECOND_SENDER);
        assertThat(events.of(MissingRange.Kind.RESTART)).isEmpty();
        assertBalanced();
    }

    @Test
    void manySendersOnOneKeyAreBounded() {
        List<Exporter> exporters = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            exporters.add(
                    new Exporter(SequenceConvention.FIRST_RECORD, i * 50_000_000L, -i * HOUR));
        }
        int unaudited = 0;
        for (int i = 0; i < 4_000; i++) {
            SessionAudit.Verdict verdict = add(exporters.get(i % 40).next(i, 30));
            unaudited += verdict == SessionAudit.Verdict.ARCHIVE_UNAUDITED ? 1 : 0;
        }
        assertThat(audit.senders()).isEqualTo(SessionAudit.MAX_NUMBERINGS);
        assertThat(unaudited).isEqualTo(4_000 / 40 * (40 - SessionAudit.MAX_NUMBERINGS));
        audit.end(at(60_000), events);
        assertBalanced();
    }

    @Test
    void aJumpBeyondBeliefIsAnotherNumberingWhoseLossIsUnknown() {
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        Exporter renumbered = new Exporter(SequenceConvention.FIRST_RECORD, 1L << 30, -HOUR);
        for (int i = 0; i < 50; i++) {
            add(renumbered.next(10_000 + i * 200, 30));
        }
        audit.end(at(60_000), events);
        assertThat(events.lostByEpoch()).isEmpty();
        assertThat(events.lastReports().get(1).began()).isEqualTo(Beginning.RENUMBERED);
        assertThat(events.of(MissingRange.Kind.RESTART).get(0).atLeast())
                .isEqualTo(MissingRange.UNKNOWN);
        assertBalanced();
    }

    @Test
    void aLongSilenceMakesAProportionateGapBelievable() {
        audit = new SessionAudit(KEY, options.withLargestGap(10_000));
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        for (int i = 0; i < 1_000; i++) {
            add(exporter.next(i * 10, 30));
        }
        for (int i = 1_000; i < 30_000; i++) {
            exporter.next(i * 10, 30);
        }
        add(exporter.next(300_000, 30));
        audit.end(at(400_000), events);
        assertThat(onlyReport().lost()).isEqualTo(29_000 * 30);
        assertBalanced();
    }

    @Test
    void aSessionNotHeardOfIsClosedAndItsReturnIsANewEpoch() {
        audit = new SessionAudit(KEY, options.withIdleTimeout(Duration.ofMinutes(30)));
        Exporter exporter = new Exporter(SequenceConvention.FIRST_RECORD, 0, -HOUR);
        settle(exporter);
        audit.advance(at(2 * HOUR), events);
        assertThat(audit.isOver()).isTrue();
        assertThat(onlyReport().ended()).isEqualTo(Ending.IDLE);
        exporter.next(3 * HOUR, 30);
        add(exporter.next(3 * HOUR + 1, 30));
        audit.end(at(4 * HOUR), events);
        assertThat(events.lastReports()).hasSize(2);
        assertThat(events.lostByEpoch()).isEmpty();
        assertBalanced();
    }
}
