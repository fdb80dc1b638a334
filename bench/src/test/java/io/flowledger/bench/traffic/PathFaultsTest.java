package io.flowledger.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.bench.traffic.RecordedTraffic.Sent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Loss, outages and delays as they are asked for, and the truth about them. */
class PathFaultsTest {

    private static final ProfileMix MIXED =
            new ProfileMix(
                    List.of(
                            new ProfileMix.Part(Profile.CISCO, 1),
                            new ProfileMix.Part(Profile.OVS, 1)));

    private static TrafficOptions.Builder small() {
        return TrafficOptions.builder().flows(30_000).hosts(500);
    }

    @Test
    void aFractionLostInBurstsIsThatFractionInRunsOfThatLength() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().flows(3_000_000)
                                .recordPool(1_000)
                                .exporters(1)
                                .lossInBursts(0.02, 5)
                                .build());
        long bursts = 0;
        for (int i = 1; i < traffic.sent.size(); i++) {
            long move =
                    traffic.sent.get(i).header().flowSequence()
                            - traffic.sent.get(i - 1).header().flowSequence();
            bursts += move > 30 ? 1 : 0;
        }
        double lost = traffic.truth.withheld().datagrams();
        // About 400 bursts: the standard error of either figure is a twentieth of it.
        assertThat(lost / 100_000).isCloseTo(0.02, Offset.offset(0.004));
        assertThat(lost / bursts).isCloseTo(5, Offset.offset(1.0));
    }

    @Test
    void burstsThatCannotLoseSoMuchAreRefused() {
        assertThatThrownBy(() -> small().lossInBursts(0.8, 2)).hasMessageContaining("cannot lose");
        assertThatThrownBy(() -> small().lossInBursts(0, 2)).hasMessageContaining("--loss");
    }

    @Test
    void inAnOutageNothingIsGeneratedThatIsSent() throws IOException {
        Outage outage = new Outage(Duration.ofMillis(1_000), Duration.ofMillis(1_500));
        RecordedTraffic traffic = RecordedTraffic.of(small().outages(List.of(outage)).build());
        assertThat(traffic.sent)
                .noneMatch(one -> outage.covers(one.timeMicros() - RecordedTraffic.START_MICROS));
        // 10 000 flows/s for half a second, and no other loss.
        assertThat(traffic.truth.withheld().flows()).isBetween(4_970L, 5_030L);
        assertThat(traffic.truth.detectableLostFlows()).isEqualTo(traffic.truth.withheld().flows());
    }

    @Test
    void anOutageAtEitherEndIsLossThatNoNumberShows() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().outages(
                                        List.of(
                                                new Outage(Duration.ZERO, Duration.ofMillis(500)),
                                                new Outage(
                                                        Duration.ofSeconds(2),
                                                        Duration.ofSeconds(9))))
                                .build());
        assertThat(traffic.truth.detectableLostFlows()).isZero();
        long before = sum(traffic, SessionTruth::lostBeforeFirst);
        long after = sum(traffic, SessionTruth::lostAfterLast);
        assertThat(before).isBetween(4_970L, 5_030L);
        assertThat(after).isBetween(9_970L, 10_030L);
        assertThat(before + after).isEqualTo(traffic.truth.withheld().flows());
    }

    @Property(tries = 30)
    void whatIsWithheldIsBeforeBetweenOrAfterAndFallsIntoItsMinute(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.01, max = 0.3) double loss,
            @ForAll @IntRange(max = 4) int restarts)
            throws IOException {
        TrafficOptions options =
                small().seed(seed)
                        .profiles(MIXED)
                        .engines(2)
                        .recordsPerDatagram(1, 30)
                        .lossInBursts(loss, 4)
                        .restarts(restarts)
                        .build();
        // A hundred flows a second: five minutes.
        RecordedTraffic traffic = RecordedTraffic.of(options, 30_000, 100);
        for (SessionTruth session : traffic.truth.sessions()) {
            assertThat(
                            session.lostBeforeFirst()
                                    + session.detectableLostFlows()
                                    + session.lostAfterLast())
                    .isEqualTo(session.withheld().flows());
            assertThat(sum(session.sentByMinute())).isEqualTo(session.sent());
            assertThat(sum(session.lostByMinute())).isEqualTo(session.withheld());
            assertThat(session.uniqueDatagrams()).isEqualTo(session.sent().datagrams());
        }
        assertThat(traffic.truth.byMinute()).hasSize(6);
        assertThat(sentByMinute(traffic)).isEqualTo(traffic.truth.byMinute());
    }

    @Test
    void exportersOfAMixedRunDoAsTheirKindDoes() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().profiles(MIXED).engines(2).recordsPerDatagram(1, 30).build());
        assertThat(traffic.truth.profile()).isEqualTo("cisco:1,ovs:1");
        assertThat(traffic.truth.sequence()).isEqualTo("first_record,last_record");
        assertThat(traffic.truth.sessions())
                .extracting(one -> one.exporter() + " " + one.profile() + " " + one.sequence())
                .containsOnly(
                        "exporter-0 cisco first_record",
                        "exporter-1 ovs last_record",
                        "exporter-2 cisco first_record");
        assertThat(traffic.accepted()).isEqualTo(traffic.sent.size());
        for (List<Sent> session : traffic.bySession().values()) {
            boolean ovs = session.get(0).socket() == 1 || session.get(0).socket() == 2;
            for (int i = 1; i < session.size(); i++) {
                Sent counted = session.get(ovs ? i : i - 1);
                assertThat((int) session.get(i).header().flowSequence())
                        .isEqualTo(
                                (int) session.get(i - 1).header().flowSequence()
                                        + counted.header().count());
            }
        }
    }

    @Test
    void aLateDatagramOfASlowSessionWaitsNoLongerThanTheDelay() throws IOException {
        TrafficOptions options =
                small().flows(60_000)
                        .exporters(40)
                        .reorder(0.2)
                        .duplicates(0.2)
                        .reorderWindow(50)
                        .build();
        // 500 flows a second of 40 exporters: about a datagram in two seconds each.
        RecordedTraffic traffic = RecordedTraffic.of(options, 60_000, 500);
        long longest = 0;
        long previous = 0;
        for (Sent one : traffic.sent) {
            // Drawn uptimes differ by session, but not the clock in the header.
            long generated = one.header().exportedAtMillis();
            longest = Math.max(longest, one.timeMicros() / 1000 - generated);
            assertThat(one.timeMicros()).isGreaterThanOrEqualTo(previous);
            previous = one.timeMicros();
        }
        assertThat(longest).isBetween(950L, 1_001L);
        assertThat(traffic.counts())
                .isEqualTo(traffic.truth.sent().plus(traffic.truth.duplicates()));
        assertThat(traffic.truth.reordered()).isEqualTo(overtaken(traffic)).isPositive();
    }

    @Test
    void noDatagramIsOvertakenByARestart() throws IOException {
        RecordedTraffic traffic =
                RecordedTraffic.of(
                        small().exporters(2).reorder(0.3).duplicates(0.2).restarts(5).build());
        for (List<Sent> session : traffic.bySession().values()) {
            long newestBoot = 0;
            for (Sent one : session) {
                assertThat(one.header().bootedAtMillis()).isGreaterThanOrEqualTo(newestBoot);
                newestBoot = one.header().bootedAtMillis();
            }
        }
    }

    /** Originals that left after one that was generated later. */
    private static long overtaken(RecordedTraffic traffic) {
        long late = 0;
        for (List<Sent> session : traffic.bySession().values()) {
            List<byte[]> seen = new ArrayList<>();
            long newest = -1;
            for (Sent one : session) {
                boolean copy = seen.stream().anyMatch(bytes -> Arrays.equals(bytes, one.bytes()));
                long sequence = one.header().flowSequence();
                late += !copy && sequence < newest ? 1 : 0;
                newest = Math.max(newest, sequence);
                seen.add(one.bytes());
            }
        }
        return late;
    }

    private static Map<Instant, Counts> sentByMinute(RecordedTraffic traffic) {
        Map<Instant, Counts> sent = new HashMap<>();
        for (SessionTruth session : traffic.truth.sessions()) {
            session.sentByMinute()
                    .forEach((minute, counts) -> sent.merge(minute, counts, Counts::plus));
        }
        return sent;
    }

    private static long sum(
            RecordedTraffic traffic, java.util.function.ToLongFunction<SessionTruth> part) {
        return traffic.truth.sessions().stream().mapToLong(part).sum();
    }

    private static Counts sum(Map<Instant, Counts> parts) {
        return parts.values().stream().reduce(Counts.NONE, Counts::plus);
    }
}
