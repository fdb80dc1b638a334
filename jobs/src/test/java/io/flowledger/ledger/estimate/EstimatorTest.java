package io.flowledger.ledger.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EstimatorTest {

    private static final List<Datagram> MINUTE =
            List.of(
                    new Datagram(30, 41_000),
                    new Datagram(28, 0),
                    new Datagram(30, 2_500_000),
                    new Datagram(7, 900),
                    new Datagram(30, 64_000));
    private static final List<Datagram> MINUTE_BEFORE =
            List.of(new Datagram(30, 50_000), new Datagram(20, 10_000));
    private static final List<Datagram> MINUTE_AFTER = List.of(new Datagram(10, 7_000));

    private static final long LOST = 58;

    @Test
    void lostFlowsAreTakenToBeLikeTheReceivedOnes() {
        Estimate estimate = Estimator.estimate(Datagram.sample(MINUTE, LOST));

        double perFlow = (double) Datagram.measure(MINUTE) / Datagram.flows(MINUTE);
        assertThat(estimate.observed()).isEqualTo(Datagram.measure(MINUTE));
        assertThat(estimate.value().orElseThrow())
                .isCloseTo(perFlow * (Datagram.flows(MINUTE) + LOST), within(1e-6));
        assertThat(estimate.lostFlows()).isEqualTo(LOST);
        assertThat(estimate.flags()).isEmpty();
    }

    @Test
    void theSumsGiveTheUncertaintyThatTheDatagramsGive() {
        Uncertainty uncertainty = Estimator.estimate(Datagram.sample(MINUTE, LOST)).uncertainty();

        double variance = Datagram.variance(MINUTE, LOST);
        double lyapunov =
                Datagram.residuals(MINUTE, 3) / Math.pow(Datagram.residuals(MINUTE, 2), 1.5);
        double lossShare = (double) LOST / (Datagram.flows(MINUTE) + LOST);
        assertClose(uncertainty.variance(), variance);
        assertClose(uncertainty.third(), Math.pow(variance, 1.5) * lyapunov);
        assertClose(uncertainty.spread(), variance * variance / (MINUTE.size() - 1));
        assertClose(uncertainty.exposure(), variance * lossShare);
    }

    @Test
    void flowsOfOneSizeLeaveNoUncertainty() {
        List<Datagram> pings =
                List.of(new Datagram(30, 30 * 84), new Datagram(1, 84), new Datagram(17, 17 * 84));

        Estimate estimate = Estimator.estimate(Datagram.sample(pings, 10));

        assertThat(estimate.uncertainty()).isEqualTo(Uncertainty.NONE);
        assertThat(estimate.value().orElseThrow()).isCloseTo((48 + 10) * 84, within(1e-9));
    }

    @Test
    void aMinuteWithoutDatagramsBorrowsTheRateOfItsNeighbours() {
        List<Datagram> around =
                Stream.concat(MINUTE_BEFORE.stream(), MINUTE_AFTER.stream()).toList();

        Estimate estimate =
                Estimator.estimate(
                        Datagram.sample(List.of(), LOST),
                        Datagram.sample(MINUTE_BEFORE, 3).plus(Datagram.sample(MINUTE_AFTER, 0)));

        assertThat(estimate.flags()).containsExactly(Flag.IMPUTED);
        assertThat(estimate.observed()).isZero();
        assertThat(estimate.value().orElseThrow())
                .isCloseTo(
                        (double) LOST * Datagram.measure(around) / Datagram.flows(around),
                        within(1e-6));
        assertClose(estimate.uncertainty().variance(), Datagram.variance(around, LOST));
        assertThat(estimate.lostFlows()).isEqualTo(LOST);
    }

    @Test
    void aSingleDatagramIsNoEvidenceOfItsOwnAndJoinsItsNeighbours() {
        List<Datagram> own = List.of(new Datagram(12, 100_000));
        List<Datagram> together = Stream.concat(own.stream(), MINUTE_BEFORE.stream()).toList();

        Estimate estimate =
                Estimator.estimate(Datagram.sample(own, LOST), Datagram.sample(MINUTE_BEFORE, 0));

        assertThat(estimate.flags()).containsExactlyInAnyOrder(Flag.SINGLE_DATAGRAM, Flag.IMPUTED);
        assertThat(estimate.value().orElseThrow())
                .isCloseTo(
                        100_000
                                + (double) LOST
                                        * Datagram.measure(together)
                                        / Datagram.flows(together),
                        within(1e-6));
        assertClose(estimate.uncertainty().variance(), Datagram.variance(together, LOST));
    }

    @Test
    void withoutEvidenceTheEstimateIsUnknownAndNotZero() {
        Estimate unheard = Estimator.estimate(Datagram.sample(List.of(), LOST));
        assertThat(unheard.value()).isEmpty();
        assertThat(unheard.interval().upper()).isEmpty();
        assertThat(unheard.interval().lower()).isZero();
        assertThat(unheard.lostFlows()).isEqualTo(LOST);
        assertThat(unheard.unestimatedFlows()).isEqualTo(LOST);
        assertThat(unheard.flags()).containsExactly(Flag.UNKNOWN);

        Estimate single = Estimator.estimate(Datagram.sample(MINUTE_AFTER, LOST));
        assertThat(single.value()).isEmpty();
        assertThat(single.interval().upper()).isEmpty();
        assertThat(single.interval().lower()).isEqualTo(Datagram.measure(MINUTE_AFTER));
        assertThat(single.flags()).containsExactlyInAnyOrder(Flag.SINGLE_DATAGRAM, Flag.UNKNOWN);
    }

    @Test
    void flowsOfTheStratumAreCountedEvenWhereNothingWasReceived() {
        Estimate flows = Estimator.flows(StratumSums.NONE.plusLost(LOST));

        assertThat(flows.value()).hasValue(LOST);
        assertThat(flows.interval().lower()).isEqualTo(LOST);
        assertThat(flows.interval().upper()).hasValue(LOST);
        assertThat(flows.flags()).isEmpty();
    }

    @Test
    void correctionsBeyondTheLossesAreTakenBackAtTheRateOfTheStratum() {
        Sample corrected = Datagram.sample(MINUTE, 30 - 45);
        double rate = (double) corrected.domain().total() / corrected.stratum().records();

        Estimate estimate = Estimator.estimate(corrected);

        assertClose(estimate.estimated(), corrected.domain().total() - 15 * rate);
        assertThat(estimate.uncertainty()).isEqualTo(Uncertainty.NONE);
        assertThat(estimate.interval().lower())
                .as("never below what was received")
                .isEqualTo(corrected.domain().total());
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
}
