package io.flowledger.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.bench.traffic.RecordedTraffic.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sequence numbers and uptimes that are asked for. */
class NumberingTest {

    private static final long WRAP = 1L << 32;

    private static TrafficOptions.Builder small() {
        return TrafficOptions.builder().flows(30_000).hosts(500);
    }

    @Test
    void perDatagramNumbersMoveByOneWhateverTheCount() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().sequence(SequenceConvention.PER_DATAGRAM)
                                .recordsPerDatagram(1, 30)
                                .build());
        for (List<Sent> session : traffic.bySession().values()) {
            for (int i = 1; i < session.size(); i++) {
                assertThat(session.get(i).header().flowSequence())
                        .isEqualTo(session.get(i - 1).header().flowSequence() + 1);
            }
        }
        assertThat(traffic.truth.sequence()).isEqualTo("per_datagram");
    }

    @Test
    void withoutASequenceNothingIsDetectable() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(small().sequence(SequenceConvention.CONSTANT).loss(0.1).build());
        assertThat(traffic.sent).allMatch(one -> one.header().flowSequence() == 0);
        assertThat(traffic.truth.withheld().flows()).isPositive();
        assertThat(traffic.truth.detectableLostFlows()).isZero();
        assertThat(traffic.truth.sessions()).allMatch(one -> one.detectableLostDatagrams() == 0);
    }

    @Test
    void perDatagramNumbersShowLostDatagramsAndNotHowManyFlowsTheyHeld() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().sequence(SequenceConvention.PER_DATAGRAM).loss(0.1).build());
        long missing = 0;
        for (List<Sent> session : traffic.bySession().values()) {
            long span =
                    session.get(session.size() - 1).header().flowSequence()
                            - session.get(0).header().flowSequence()
                            + 1;
            missing += span - session.size();
        }
        assertThat(missing).isPositive();
        assertThat(
                        traffic.truth.sessions().stream()
                                .mapToLong(SessionTruth::detectableLostDatagrams)
                                .sum())
                .isEqualTo(missing);
        assertThat(traffic.truth.detectableLostFlows()).isZero();
    }

    @Test
    void aSequenceNearItsWrapWrapsAndLossStaysExact() throws IOException {
        for (SequenceConvention convention :
                List.of(SequenceConvention.FIRST_RECORD, SequenceConvention.LAST_RECORD)) {
            RecordedTraffic traffic =
                    RecordedTraffic.of(
                            small().exporters(1)
                                    .sequence(convention)
                                    .firstSequence(WRAP - 1_000)
                                    .recordsPerDatagram(1, 30)
                                    .loss(0.1)
                                    .build());
            Sent first = traffic.sent.get(0);
            Sent last = traffic.sent.get(traffic.sent.size() - 1);
            assertThat(first.header().flowSequence()).isGreaterThanOrEqualTo(WRAP - 1_000);
            assertThat(last.header().flowSequence()).isLessThan(30_000);
            long move =
                    (last.header().flowSequence() - first.header().flowSequence() + WRAP) % WRAP;
            Sent notInTheMove = convention == SequenceConvention.FIRST_RECORD ? last : first;
            long received = traffic.counts().flows() - notInTheMove.header().count();
            assertThat(traffic.truth.detectableLostFlows()).isEqualTo(move - received);
        }
    }

    @Test
    void anUptimeNearItsWrapWrapsWhileTheTimesOfFlowsStaySound() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().exporters(1).firstUptime(Duration.ofMillis(WRAP - 1_000)).build());
        assertThat(traffic.sent.get(0).header().sysUptime()).isEqualTo(WRAP - 1_000);
        // 30 000 flows at 10 000/s: three seconds, one of them before the wrap.
        assertThat(traffic.sent.get(traffic.sent.size() - 1).header().sysUptime())
                .isBetween(1_900L, 2_000L);
        assertThat(traffic.accepted()).isEqualTo(traffic.sent.size());
    }

    @Test
    void restartsBeginAtZeroWhereverTheFirstLifeBegan() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().exporters(1)
                                .firstSequence(77)
                                .firstUptime(Duration.ofDays(1))
                                .restarts(1)
                                .build());
        assertThat(traffic.truth.sessions())
                .extracting(SessionTruth::firstSequence)
                .containsExactly(77L, 0L);
    }

    @Test
    void datagramsHaveEveryNumberOfRecordsInTheRangeAndTheFlowsAskedFor() throws IOException {
        RecordedTraffic traffic = RecordedTraffic.of(small().recordsPerDatagram(5, 9).build());
        Set<Integer> counts =
                traffic.sent.stream()
                        .limit(traffic.sent.size() - 1)
                        .map(one -> one.header().count())
                        .collect(Collectors.toSet());
        assertThat(counts).containsExactlyInAnyOrder(5, 6, 7, 8, 9);
        assertThat(traffic.counts().flows()).isEqualTo(30_000);
    }
}
