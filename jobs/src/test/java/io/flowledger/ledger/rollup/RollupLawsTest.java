package io.flowledger.ledger.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.ledger.estimate.ExactSums;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What sums and shares of causes obey. */
class RollupLawsTest {

    private static final StratumLosses.Session SESSION =
            new StratumLosses.Session("192.0.2.1", 2055, 0, 1);
    private static final long MINUTE = 1_793_527_200_000L;

    @Property
    void aSumIsTheExactOneRoundedOnceWhateverTheOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = -1_000, max = 1_000) Integer> digits,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Double> values = new ArrayList<>();
        for (int digit : digits) {
            values.add(digit * Math.pow(10, random.nextInt(60) - 20) / 3);
        }
        BigDecimal exact =
                values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        ExactSums inOrder = new ExactSums(1);
        values.forEach(value -> inOrder.add(0, value));
        assertThat(inOrder.value(0)).isEqualTo(exact.doubleValue() + 0.0);

        Collections.shuffle(values, random);
        ExactSums one = new ExactSums(1);
        ExactSums other = new ExactSums(1);
        values.forEach(value -> (random.nextBoolean() ? one : other).add(0, value));
        one.addAll(other);
        assertThat(one.value(0)).isEqualTo(inOrder.value(0));
    }

    @Property
    void causesDivideAllOfWhatAStratumLost(
            @ForAll @Size(8) List<@IntRange(min = -50, max = 100) Integer> units,
            @ForAll @IntRange(min = 1, max = 1_000) int lost) {
        StratumLosses losses = new StratumLosses();
        for (int cause = 0; cause < LossCauses.COUNT; cause++) {
            losses.add(SESSION, MINUTE + cause, cause, true, units.get(cause));
        }
        losses.complete();
        long all = units.stream().mapToLong(Integer::longValue).sum();
        double[] parts = losses.parts(SESSION, MINUTE, lost);
        assertThat(Arrays.stream(parts).sum()).isCloseTo(1, within(1e-9));
        if (all > 0) {
            parts = losses.parts(SESSION, MINUTE, all);
            for (int cause = 0; cause < LossCauses.COUNT; cause++) {
                assertThat(parts[cause] * all).isCloseTo(units.get(cause), within(1e-9));
            }
        }
    }

    @Property
    void aMinuteThatWaitedIsExplainedByTheEntriesBeforeIt(
            @ForAll @IntRange(min = 1, max = 59) int minutesBefore,
            @ForAll @IntRange(min = 1, max = 500) int before,
            @ForAll @IntRange(min = 0, max = 500) int own) {
        StratumLosses losses = new StratumLosses();
        losses.add(SESSION, MINUTE - minutesBefore * 60_000L, 0, true, before);
        losses.add(SESSION, MINUTE + 1, 5, true, own);
        losses.complete();
        double[] parts = losses.parts(SESSION, MINUTE, before + own);
        assertThat(parts[0]).isCloseTo((double) before / (before + own), within(1e-12));
        assertThat(parts[5]).isCloseTo((double) own / (before + own), within(1e-12));
        if (own > 0) {
            assertThat(losses.parts(SESSION, MINUTE, own)[5]).isEqualTo(1);
        }
    }
}
