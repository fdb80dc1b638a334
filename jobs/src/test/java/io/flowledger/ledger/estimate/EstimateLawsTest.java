package io.flowledger.ledger.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class EstimateLawsTest {

    @Provide
    Arbitrary<List<Datagram>> minute() {
        Arbitrary<Integer> flows = Arbitraries.integers().between(1, 30);
        // Up to the most that thirty flows of 32-bit counters hold; often nothing of the domain.
        Arbitrary<Long> measure =
                Arbitraries.oneOf(
                        Arbitraries.just(0L),
                        Arbitraries.longs().between(0, 100_000),
                        Arbitraries.longs().between(0, 30L << 32));
        return Combinators.combine(flows, measure).as(Datagram::new).list().ofMaxSize(60);
    }

    @Property
    void partialSumsGiveTheSameInAnyOrder(
            @ForAll("minute") List<Datagram> minute,
            @ForAll @LongRange(max = 500) long lost,
            @ForAll @IntRange(min = 1, max = 8) int parts,
            @ForAll Random random) {
        List<Datagram> shuffled = new ArrayList<>(minute);
        Collections.shuffle(shuffled, random);
        List<Sample> partial = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = shuffled.size() * part / parts;
            int to = shuffled.size() * (part + 1) / parts;
            partial.add(Datagram.sample(shuffled.subList(from, to), part == 0 ? lost : 0));
        }
        Collections.shuffle(partial, random);

        Sample merged = partial.stream().reduce(Sample.NONE, Sample::plus);
        Sample whole = Datagram.sample(minute, lost);

        assertThat(merged.stratum()).isEqualTo(whole.stratum());
        assertThat(merged.domain().total()).isEqualTo(whole.domain().total());
        assertSame(Estimator.estimate(merged), Estimator.estimate(whole), 1);
    }

    @Property
    void theVarianceIsTheOneOfTheDatagrams(
            @ForAll("minute") List<Datagram> minute,
            @ForAll @LongRange(min = 1, max = 500) long lost) {
        if (minute.size() < 2) {
            return;
        }
        double expected = Datagram.variance(minute, lost);
        // Rounding of Σy², magnified as the variance magnifies Σ(y − r·m)².
        double rounding =
                1e-11
                        * Datagram.sample(minute, lost).domain().squared()
                        * (expected / Math.max(1e-300, Datagram.residuals(minute, 2)));

        assertThat(Estimator.estimate(Datagram.sample(minute, lost)).uncertainty().variance())
                .isCloseTo(expected, within(1e-9 * expected + rounding));
    }

    @Property
    void withoutLossTheEstimateIsWhatWasReceived(@ForAll("minute") List<Datagram> minute) {
        Estimate estimate = Estimator.estimate(Datagram.sample(minute, 0));

        long received = Datagram.measure(minute);
        assertThat(estimate.observed()).isEqualTo(received);
        assertThat(estimate.value()).hasValue(received);
        assertThat(estimate.interval().lower()).isEqualTo(received);
        assertThat(estimate.interval().upper()).hasValue(received);
        assertThat(estimate.flags()).isEmpty();
    }

    @Property
    void anotherUnitScalesTheWholeResult(
            @ForAll("minute") List<Datagram> minute,
            @ForAll @LongRange(max = 500) long lost,
            @ForAll @IntRange(min = 2, max = 1000) int unit) {
        List<Datagram> scaled =
                minute.stream().map(d -> new Datagram(d.flows(), unit * d.measure())).toList();

        Estimate one = Estimator.estimate(Datagram.sample(minute, lost));
        Estimate other = Estimator.estimate(Datagram.sample(scaled, lost));

        assertSame(other, one, unit);
    }

    @Property
    void theIntervalHoldsTheEstimateAndIsNeverBelowWhatWasReceived(
            @ForAll("minute") List<Datagram> minute,
            @ForAll("minute") List<Datagram> neighbours,
            @ForAll @LongRange(max = 5000) long lost) {
        Estimate estimate =
                Estimator.estimate(Datagram.sample(minute, lost), Datagram.sample(neighbours, 0));
        Interval interval = estimate.interval();

        assertThat(interval.lower()).isGreaterThanOrEqualTo(Datagram.measure(minute));
        assertThat(interval.lower()).isLessThanOrEqualTo(estimate.estimated());
        assertThat(interval.upper().isPresent()).isEqualTo(estimate.value().isPresent());
        interval.upper()
                .ifPresent(upper -> assertThat(upper).isGreaterThanOrEqualTo(estimate.estimated()));
    }

    @Property
    void unknownIsExactlyWhatHasLessThanTwoDatagramsToJudgeBy(
            @ForAll("minute") List<Datagram> minute,
            @ForAll("minute") List<Datagram> neighbours,
            @ForAll @LongRange(max = 500) long lost) {
        Estimate estimate =
                Estimator.estimate(Datagram.sample(minute, lost), Datagram.sample(neighbours, 0));

        boolean unknown = lost > 0 && minute.size() < 2 && minute.size() + neighbours.size() < 2;
        assertThat(estimate.value().isEmpty()).isEqualTo(unknown);
        assertThat(estimate.unestimatedFlows()).isEqualTo(unknown ? lost : 0);
        assertThat(estimate.flags().contains(Flag.UNKNOWN)).isEqualTo(unknown);
        assertThat(estimate.lostFlows()).isEqualTo(lost);
    }

    @Property
    void flowsOfTheWholeStratumAreExactByEitherWay(
            @ForAll("minute") List<Datagram> minute, @ForAll @LongRange(max = 500) long lost) {
        List<Datagram> counted =
                minute.stream().map(d -> new Datagram(d.flows(), d.flows())).toList();
        Sample sample = Datagram.sample(counted, lost);
        double exact = Datagram.flows(minute) + lost;

        assertThat(Estimator.flows(sample.stratum()).value()).hasValue(exact);
        if (minute.size() >= 2) {
            Estimate estimate = Estimator.estimate(sample);
            assertThat(estimate.value()).hasValue(exact);
            assertThat(estimate.interval().lower()).isEqualTo(exact);
            assertThat(estimate.interval().upper()).hasValue(exact);
        }
    }

    @Property
    void strataThatLostNothingOnlyShiftTheInterval(
            @ForAll("minute") List<Datagram> lossy,
            @ForAll("minute") List<Datagram> complete,
            @ForAll @LongRange(max = 500) long lost) {
        Estimate alone = Estimator.estimate(Datagram.sample(lossy, lost));

        Estimate sum = alone.plus(Estimator.estimate(Datagram.sample(complete, 0)));

        assertThat(sum.uncertainty()).isEqualTo(alone.uncertainty());
        assertThat(sum.estimated())
                .isCloseTo(
                        alone.estimated() + Datagram.measure(complete),
                        within(1e-12 * sum.estimated()));
    }

    @Property
    void estimatesAddUpInAnyOrder(
            @ForAll("minute") List<Datagram> one,
            @ForAll("minute") List<Datagram> two,
            @ForAll @LongRange(max = 500) long lost) {
        Estimate first = Estimator.estimate(Datagram.sample(one, lost));
        Estimate second = Estimator.estimate(Datagram.sample(two, 30));

        assertThat(first.plus(second)).isEqualTo(second.plus(first));
        assertThat(first.plus(Estimate.NONE)).isEqualTo(first);
    }

    /** The same up to rounding, which for the interval's width is relative to the estimate. */
    private static void assertSame(Estimate actual, Estimate expected, double unit) {
        double rounding = 1e-5 * unit * expected.estimated();
        assertThat(actual.estimated())
                .isCloseTo(
                        unit * expected.estimated(), within(1e-12 * unit * expected.estimated()));
        assertThat(actual.interval().lower())
                .isCloseTo(unit * expected.interval().lower(), within(rounding));
        assertThat(actual.interval().upper().isPresent())
                .isEqualTo(expected.interval().upper().isPresent());
        actual.interval()
                .upper()
                .ifPresent(
                        upper ->
                                assertThat(upper)
                                        .isCloseTo(
                                                unit * expected.interval().upper().getAsDouble(),
                                                within(rounding)));
        assertThat(actual.flags()).isEqualTo(expected.flags());
    }
}
