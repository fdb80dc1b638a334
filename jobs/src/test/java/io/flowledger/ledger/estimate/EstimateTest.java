package io.flowledger.ledger.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

    private static final int K = 100;

    private static final List<Datagram> PACKETS =
            List.of(new Datagram(30, 900), new Datagram(30, 700), new Datagram(30, 1_100));
    private static final List<Datagram> OCTETS =
            List.of(
                    new Datagram(30, 450_000),
                    new Datagram(30, 300_000),
                    new Datagram(30, 900_000));

    private static Estimate of(List<Datagram> datagrams, long lost) {
        return Estimator.estimate(Datagram.sample(datagrams, lost));
    }

    @Test
    void sampledPacketsAreScaledAndSamplingAddsItsOwnVariance() {
        Estimate sampled = of(PACKETS, 30);

        Estimate scaled = sampled.asSampledPackets(K);

        double x = sampled.estimated();
        assertThat(scaled.estimated()).isEqualTo(K * x);
        assertThat(scaled.uncertainty().variance())
                .isCloseTo(
                        (double) K * K * sampled.uncertainty().variance() + K * (K - 1.0) * x,
                        within(1e-3));
        assertThat(scaled.flags()).containsExactly(Flag.SAMPLED);
    }

    @Test
    void sampledOctetsTakePacketsToBeOfTheMeanSize() {
        Estimate packets = of(PACKETS, 0);
        Estimate octets = of(OCTETS, 0);

        Estimate scaled = octets.asSampledOctets(K, packets);

        double meanSize = (double) Datagram.measure(OCTETS) / Datagram.measure(PACKETS);
        assertThat(scaled.uncertainty().variance())
                .isCloseTo(
                        K * (K - 1.0) * Datagram.measure(PACKETS) * meanSize * meanSize,
                        within(1.0));
        assertThat(scaled.estimated()).isEqualTo((double) K * Datagram.measure(OCTETS));
    }

    @Test
    void oneInOneIsNoSampling() {
        Estimate all = of(PACKETS, 30);

        assertThat(all.asSampledPackets(1)).isEqualTo(all);
    }

    @Test
    void theIntervalOfSampledTrafficStaysAboveWhatWasSampled() {
        Estimate one = of(List.of(new Datagram(1, 1), new Datagram(1, 0)), 0);

        assertThat(one.asSampledPackets(K).interval().lower()).isEqualTo(1);
    }

    @Test
    void aSumWithAnUnknownPartHasALowerEndAndNoUpperOne() {
        Estimate known = of(OCTETS, 60);
        Estimate unknown = of(List.of(), 25);

        Estimate sum = known.plus(unknown);

        assertThat(sum.value()).isEmpty();
        assertThat(sum.estimated()).isEqualTo(known.estimated());
        assertThat(sum.interval().upper()).isEmpty();
        assertThat(sum.interval().lower()).isEqualTo(known.interval().lower());
        assertThat(sum.lostFlows()).isEqualTo(85);
        assertThat(sum.unestimatedFlows()).isEqualTo(25);
        assertThat(sum.flags()).containsExactly(Flag.UNKNOWN);
    }

    @Test
    void theIntervalOfManyAlikeStrataIsNearlyTheNormalOne() {
        Estimate sum = Estimate.NONE;
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum.plus(of(OCTETS, 30));
        }

        double normal = 1.96 * Math.sqrt(sum.uncertainty().variance());
        Interval interval = sum.interval();
        assertThat(sum.estimated() - interval.lower()).isCloseTo(normal, within(0.05 * normal));
        assertThat(interval.upper().orElseThrow() - sum.estimated())
                .isCloseTo(normal, within(0.05 * normal));
    }

    @Test
    void aFewDatagramsMakeTheIntervalWider() {
        Estimate few = of(OCTETS, 30);

        // Three datagrams leave two degrees of freedom, where Student's t is 4.30.
        assertThat(few.interval().upper().orElseThrow() - few.estimated())
                .isGreaterThanOrEqualTo(4.30 * Math.sqrt(few.uncertainty().variance()));
    }
}
