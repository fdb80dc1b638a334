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

    private static List<Datagram> scaled(List<Datagram> datagrams) {
        return datagrams.stream().map(d -> new Datagram(d.flows(), K * d.measure())).toList();
    }

    @Test
    void sampledPacketsAreScaledAndSamplingAddsItsOwnVariance() {
        Estimate one = of(PACKETS, 30);
        long received = Datagram.measure(PACKETS);

        Estimate scaled = of(scaled(PACKETS), 30).sampled(received, K * (K - 1.0) * received);

        double x = one.estimated();
        assertThat(scaled.estimated()).isCloseTo(K * x, within(1e-6));
        assertThat(scaled.uncertainty().variance())
                .isCloseTo(
                        (double) K * K * one.uncertainty().variance() + K * (K - 1.0) * x,
                        within(1e-3));
        assertThat(scaled.flags()).containsExactly(Flag.SAMPLED);
    }

    @Test
    void whatWasNotSampledStaysAsItIs() {
        Estimate all = of(PACKETS, 30);

        assertThat(all.sampled(Datagram.measure(PACKETS), 0)).isEqualTo(all);
    }

    @Test
    void theIntervalOfSampledTrafficStaysAboveWhatWasSampled() {
        Estimate one = of(List.of(new Datagram(1, K), new Datagram(1, 0)), 0);

        assertThat(one.sampled(1, K * (K - 1.0)).interval().lower()).isEqualTo(1);
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
