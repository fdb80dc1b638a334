package io.flowledger.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.bench.traffic.RecordedTraffic.Sent;
import io.flowledger.netflow.wire.V5Record;
import io.flowledger.netflow.wire.V5Time;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FlowWriterTest {

    private static RecordedTraffic traffic(Profile profile) throws IOException {
        return RecordedTraffic.of(
                TrafficOptions.builder().flows(60_000).profile(profile).hosts(5_000).build());
    }

    @Test
    void timesAreSoundAndReportedWithinTheTimeouts() throws IOException {
        for (Profile profile : Profile.values()) {
            long active = profile.activeTimeout().toMillis();
            long idle = profile.idleTimeout().toMillis();
            for (Sent datagram : traffic(profile).sent) {
                int uptime = (int) datagram.header().sysUptime();
                for (V5Record record : datagram.records()) {
                    int first = (int) record.first();
                    int last = (int) record.last();
                    assertThat(V5Time.repairs(uptime, first, last)).isZero();
                    assertThat((long) (last - first)).isBetween(0L, active);
                    assertThat((long) (uptime - last)).isBetween(0L, idle);
                }
            }
        }
    }

    @Test
    void fieldsAgreeWithTheProtocol() throws IOException {
        for (V5Record record : recordList(traffic(Profile.CISCO))) {
            assertThat(record.packets()).isPositive();
            assertThat(record.octets() / record.packets()).isBetween(40L, 1500L);
            switch (record.proto()) {
                case 6 -> assertThat(record.tcpFlags()).isPositive();
                case 17 -> {
                    assertThat(record.tcpFlags()).isZero();
                    assertThat(record.srcPort()).isPositive();
                    assertThat(record.dstPort()).isPositive();
                }
                case 1 -> {
                    assertThat(record.srcPort()).isZero();
                    assertThat(record.dstPort()).isIn(0, 8 << 8, 3 << 8 | 1);
                }
                default -> {
                    assertThat(record.proto()).isIn(47, 50);
                    assertThat(record.srcPort() + record.dstPort() + record.tcpFlags()).isZero();
                }
            }
        }
    }

    @Test
    void routingFieldsBelongToTheAddress() throws IOException {
        Map<Long, String> routes = new HashMap<>();
        for (V5Record record : recordList(traffic(Profile.CISCO))) {
            String source = record.srcAs() + "/" + record.srcMask() + "/" + record.inIf();
            String target = record.dstAs() + "/" + record.dstMask() + "/" + record.outIf();
            assertThat(routes.merge(record.srcAddr(), source, (a, b) -> a)).isEqualTo(source);
            assertThat(routes.merge(record.dstAddr(), target, (a, b) -> a)).isEqualTo(target);
            assertThat(record.dstMask()).isBetween(16, 24);
        }
        assertThat(routes).hasSizeGreaterThan(2_000);
    }

    @Test
    void esxLeavesRoutingFieldsZero() throws IOException {
        for (V5Record record : recordList(traffic(Profile.ESX))) {
            assertThat(record.nextHop()).isZero();
            assertThat(record.srcAs() + record.dstAs()).isZero();
            assertThat(record.srcMask() + record.dstMask()).isZero();
        }
    }

    @Test
    void openVswitchCountsWholeFramesAndFloods() throws IOException {
        boolean flooded = false;
        for (V5Record record : recordList(traffic(Profile.OVS))) {
            assertThat(record.octets() / record.packets()).isBetween(60L, 1514L);
            flooded |= record.outIf() == 65_535;
        }
        assertThat(flooded).isTrue();
    }

    @Test
    void aFewHostsAndAFewFlowsMakeMostOfTheTraffic() throws IOException {
        Map<Long, Long> bySource = new TreeMap<>();
        long[] octets = records(traffic(Profile.CISCO)).mapToLong(V5Record::octets).toArray();
        Arrays.sort(octets);
        long total = Arrays.stream(octets).sum();
        long ofTopPercent = Arrays.stream(octets, octets.length * 99 / 100, octets.length).sum();
        assertThat((double) ofTopPercent / total).isBetween(0.5, 0.99);
        records(traffic(Profile.CISCO)).forEach(r -> bySource.merge(r.srcAddr(), 1L, Long::sum));
        long ofTopTen =
                bySource.values().stream()
                        .sorted(java.util.Comparator.reverseOrder())
                        .limit(10)
                        .mapToLong(Long::longValue)
                        .sum();
        assertThat(ofTopTen / 60_000.0).isBetween(0.1, 0.6);
    }

    private static java.util.stream.Stream<V5Record> records(RecordedTraffic traffic) {
        return traffic.sent.stream().flatMap(one -> one.records().stream());
    }

    private static java.util.List<V5Record> recordList(RecordedTraffic traffic) {
        return records(traffic).toList();
    }
}
