package io.flowledger.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.bench.traffic.RecordedTraffic.Sent;
import io.flowledger.netflow.wire.V5Record;
import io.flowledger.netflow.wire.V5Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrafficEngineTest {

    private static TrafficOptions.Builder small() {
        return TrafficOptions.builder().flows(30_000).hosts(2_000);
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        TrafficOptions options = small().loss(0.1).duplicates(0.1).reorder(0.1).build();
        RecordedTraffic one = RecordedTraffic.of(options);
        RecordedTraffic two = RecordedTraffic.of(options);
        assertThat(one.sent).hasSameSizeAs(two.sent);
        for (int i = 0; i < one.sent.size(); i++) {
            assertThat(one.sent.get(i).bytes()).isEqualTo(two.sent.get(i).bytes());
        }
        assertThat(one.truth).isEqualTo(two.truth);
        TrafficOptions other = small().loss(0.1).duplicates(0.1).reorder(0.1).seed(2).build();
        assertThat(RecordedTraffic.of(other).truth.sent()).isNotEqualTo(one.truth.sent());
    }

    @Test
    void everyDatagramIsAcceptedWithoutRepair() throws IOException {
        for (Profile profile : Profile.values()) {
            RecordedTraffic traffic =
                    RecordedTraffic.of(small().profile(profile).engines(2).restarts(2).build());
            assertThat(traffic.accepted()).isEqualTo(traffic.sent.size()).isGreaterThan(900);
        }
    }

    @Test
    void exactlyTheFlowsAskedForAreGenerated() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(small().flows(10_007).recordsPerDatagram(30).build());
        assertThat(traffic.counts().flows()).isEqualTo(10_007);
        assertThat(traffic.counts().datagrams()).isEqualTo(334);
        assertThat(traffic.counts()).isEqualTo(traffic.truth.sent());
    }

    @Test
    void theFirstRecordConventionCountsFlowsBeforeTheDatagram() throws IOException {
        RecordedTraffic traffic = RecordedTraffic.of(small().engines(2).ports(2).build());
        assertThat(traffic.bySession()).hasSize(12);
        for (List<Sent> session : traffic.bySession().values()) {
            for (int i = 1; i < session.size(); i++) {
                Sent before = session.get(i - 1);
                assertThat((int) session.get(i).header().flowSequence())
                        .isEqualTo((int) before.header().flowSequence() + before.header().count());
            }
        }
    }

    @Test
    void theLastRecordConventionMovesOnByTheDatagramsOwnCount() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(small().profile(Profile.OVS).flows(10_007).build());
        for (List<Sent> session : traffic.bySession().values()) {
            for (int i = 1; i < session.size(); i++) {
                Sent one = session.get(i);
                assertThat((int) one.header().flowSequence())
                        .isEqualTo(
                                (int) session.get(i - 1).header().flowSequence()
                                        + one.header().count());
            }
        }
    }

    @Property(tries = 40)
    void theTruthIsWhatLeft(
            @ForAll long seed,
            @ForAll Profile profile,
            @ForAll @DoubleRange(max = 0.5) double loss,
            @ForAll @DoubleRange(max = 0.3) double duplicates,
            @ForAll @DoubleRange(max = 0.3) double reorder,
            @ForAll @IntRange(max = 4) int restarts,
            @ForAll @IntRange(min = 1, max = 35) int records)
            throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().flows(5_000)
                                .hosts(50)
                                .seed(seed)
                                .profile(profile)
                                .loss(loss)
                                .lossBursts(3, 40)
                                .duplicates(duplicates)
                                .reorder(reorder)
                                .restarts(restarts)
                                .recordsPerDatagram(records)
                                .engines(2)
                                .build());
        Truth truth = traffic.truth;
        assertThat(traffic.counts()).isEqualTo(truth.sent().plus(truth.duplicates()));
        assertThat(truth.sent().flows() + truth.withheld().flows()).isEqualTo(5_000);
        assertThat(truth.restarts()).isEqualTo(3L * restarts * (profile == Profile.OVS ? 2 : 1));
        assertThat(truth.detectableLostFlows()).isLessThanOrEqualTo(truth.withheld().flows());
        assertThat(sum(truth.byProtocol().values()).flows()).isEqualTo(truth.sent().flows());
        assertThat(sum(truth.byProtocol().values()).octets()).isEqualTo(truth.sent().octets());
        assertThat(sum(truth.byMinute().values())).isEqualTo(truth.sent());
    }

    @Property(tries = 20)
    void detectableLossIsWhatTheSequenceSpansShow(
            @ForAll long seed, @ForAll @DoubleRange(max = 0.6) double loss) throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(small().flows(3_000).hosts(50).seed(seed).loss(loss).build());
        long missing = 0;
        for (List<Sent> session : traffic.bySession().values()) {
            Sent last = session.get(session.size() - 1);
            long first = session.get(0).header().flowSequence();
            long span =
                    (last.header().flowSequence() + last.header().count() - first) & 0xFFFF_FFFFL;
            missing += span - RecordedTraffic.counts(session).flows();
        }
        assertThat(traffic.truth.detectableLostFlows()).isEqualTo(missing);
    }

    @Test
    void uniformLossWithholdsAboutTheFractionAskedFor() throws IOException {
        Truth truth = RecordedTraffic.of(small().flows(300_000).loss(0.05).build()).truth;
        assertThat(truth.withheld().datagrams() / 10_000.0).isBetween(0.04, 0.06);
    }

    @Test
    void burstsLoseNeighboursAndUniformLossDoesNot() throws IOException {
        TrafficOptions bursts = small().flows(300_000).exporters(1).lossBursts(20, 400).build();
        TrafficOptions uniform = small().flows(300_000).exporters(1).loss(0.048).build();
        assertThat(meanGapInDatagrams(RecordedTraffic.of(bursts))).isBetween(8.0, 40.0);
        assertThat(meanGapInDatagrams(RecordedTraffic.of(uniform))).isBetween(1.0, 1.3);
    }

    @Test
    void duplicatesAreTheSameBytesAgain() throws IOException {
        RecordedTraffic traffic = RecordedTraffic.of(small().flows(60_000).duplicates(0.1).build());
        Set<String> distinct = new HashSet<>();
        for (Sent one : traffic.sent) {
            distinct.add(one.session() + java.util.Arrays.hashCode(one.bytes()));
        }
        assertThat(traffic.truth.duplicates().datagrams()).isBetween(140L, 260L);
        assertThat(traffic.sent.size() - distinct.size())
                .isEqualTo((int) traffic.truth.duplicates().datagrams());
    }

    @Test
    void reorderedDatagramsFollowLaterOnesWithinTheWindow() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(small().reorder(0.1).reorderWindow(5).exporters(1).build());
        int late = 0;
        long highest = -1;
        int deepest = 0;
        for (Sent one : traffic.sent) {
            long sequence = one.header().flowSequence();
            if (sequence < highest) {
                late++;
                deepest = Math.max(deepest, (int) ((highest - sequence) / 30));
            }
            highest = Math.max(highest, sequence);
        }
        assertThat(late).isEqualTo((int) traffic.truth.reordered()).isGreaterThan(50);
        assertThat(deepest).isBetween(2, 12);
    }

    @Test
    void aRestartSetsSequenceAndUptimeToZeroAndBeginsAnEpoch() throws IOException {
        RecordedTraffic traffic = RecordedTraffic.of(small().exporters(2).restarts(2).build());
        assertThat(traffic.truth.restarts()).isEqualTo(4);
        assertThat(traffic.truth.sessions()).hasSize(6);
        int restartsSeen = 0;
        for (List<Sent> session : traffic.bySession().values()) {
            for (int i = 1; i < session.size(); i++) {
                if (session.get(i).header().flowSequence() == 0) {
                    restartsSeen++;
                    assertThat(session.get(i).header().sysUptime()).isLessThan(100);
                    assertThat(session.get(i).header().bootedAtMillis())
                            .isGreaterThanOrEqualTo(session.get(i - 1).header().exportedAtMillis());
                }
            }
        }
        assertThat(restartsSeen).isEqualTo(4);
        assertThat(traffic.truth.sessions())
                .extracting(SessionTruth::epoch)
                .containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2);
    }

    @Test
    void restartsByTimeComeAsOftenAsSaid() throws IOException {
        TrafficOptions options = small().exporters(1).restartEvery(Duration.ofSeconds(1)).build();
        // 30 000 flows at 10 000/s are three seconds; the first restart is staggered.
        assertThat(RecordedTraffic.of(options).truth.restarts()).isEqualTo(3);
    }

    @Test
    void enginesOfAProcessShareASocketAndBridgesOfOpenVswitchDoNot() throws IOException {
        RecordedTraffic cisco = RecordedTraffic.of(small().exporters(1).engines(3).build());
        assertThat(cisco.bySession().keySet()).containsExactly("0/0/0", "0/1/1", "0/1/2");
        RecordedTraffic ovs =
                RecordedTraffic.of(small().exporters(1).engines(2).profile(Profile.OVS).build());
        assertThat(ovs.bySession().keySet()).containsExactly("0/0/0", "1/1/1");
    }

    @Test
    void skewedClocksMoveTheHeaderAndLeaveTheUptimeAlone() throws IOException {
        TrafficOptions options = small().clockSkew(Duration.ofHours(-2)).sampling(100).build();
        RecordedTraffic skewed = RecordedTraffic.of(options);
        RecordedTraffic right = RecordedTraffic.of(small().sampling(100).build());
        Sent first = skewed.sent.get(0);
        assertThat(first.header().exportedAtMillis())
                .isEqualTo(right.sent.get(0).header().exportedAtMillis() - 7_200_000);
        assertThat(first.header().sysUptime()).isEqualTo(right.sent.get(0).header().sysUptime());
        assertThat(first.header().samplingMode()).isEqualTo(1);
        assertThat(first.header().samplingInterval()).isEqualTo(100);
        assertThat(skewed.truth.sessions().get(0).bootedAt())
                .isEqualTo(Instant.ofEpochMilli(first.header().bootedAtMillis()));
    }

    @Test
    void aPoolOfRecordsRepeatsFlowsWithTheirAgesKept() throws IOException {
        RecordedTraffic traffic = RecordedTraffic.of(small().recordPool(3_000).build());
        V5Record first = traffic.sent.get(0).records().get(0);
        Sent later = traffic.sent.get(100);
        V5Record again = later.records().get(0);
        assertThat(again.srcAddr()).isEqualTo(first.srcAddr());
        assertThat(again.octets()).isEqualTo(first.octets());
        assertThat(later.header().sysUptime() - again.last())
                .isEqualTo(traffic.sent.get(0).header().sysUptime() - first.last());
        assertThat(traffic.counts()).isEqualTo(traffic.truth.sent());
    }

    @Test
    void aPoolKeepsTimesSoundAfterARestart() throws IOException {
        RecordedTraffic traffic = RecordedTraffic.of(small().recordPool(3_000).restarts(3).build());
        for (Sent one : traffic.sent) {
            int uptime = (int) one.header().sysUptime();
            for (V5Record record : one.records()) {
                assertThat(V5Time.repairs(uptime, (int) record.first(), (int) record.last()))
                        .isZero();
                assertThat(record.first()).isLessThanOrEqualTo(one.header().sysUptime());
            }
        }
    }

    private static Counts sum(java.util.Collection<Counts> parts) {
        return parts.stream().reduce(Counts.NONE, Counts::plus);
    }

    /** Mean length of a run of missing datagrams of the only session. */
    private static double meanGapInDatagrams(RecordedTraffic traffic) {
        long gaps = 0;
        long missing = 0;
        for (int i = 1; i < traffic.sent.size(); i++) {
            long delta =
                    traffic.sent.get(i).header().flowSequence()
                            - traffic.sent.get(i - 1).header().flowSequence();
            if (delta > 30) {
                gaps++;
                missing += delta / 30 - 1;
            }
        }
        return (double) missing / gaps;
    }
}
