package io.flowledger.sql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PercentileTest {

    @Property
    void theNearestRankIsTheFirstValueThatThePartDoesNotExceed(
            @ForAll @NotEmpty @Size(max = 60) List<@IntRange(max = 30) Integer> values,
            @ForAll @IntRange(min = 1, max = 100) int percent)
            throws Exception {
        double found = percentile(new PercentileNearest(), values, percent / 100.0);

        double expected =
                values.stream()
                        .sorted()
                        .filter(v -> 100L * notAbove(values, v) >= (long) percent * values.size())
                        .findFirst()
                        .orElseThrow();
        assertThat(found).isEqualTo(expected);
    }

    @Property
    void theContinuousOneLiesBetweenTheTwoValuesAroundIt(
            @ForAll @NotEmpty @Size(max = 60) List<@IntRange(max = 1_000) Integer> values,
            @ForAll @DoubleRange(max = 1) double part)
            throws Exception {
        List<Integer> sorted = values.stream().sorted().toList();
        double place = part * (sorted.size() - 1);
        int low = sorted.get((int) Math.floor(place));
        int high = sorted.get((int) Math.ceil(place));

        assertThat(percentile(new PercentileLinear(), values, part))
                .isCloseTo(low + (place - Math.floor(place)) * (high - low), within(1e-9));
    }

    @Property
    void partsThatAreMergedGiveTheWhole(
            @ForAll @NotEmpty @Size(max = 40) List<@IntRange(max = 30) Integer> values,
            @ForAll @IntRange(min = 1, max = 39) int cut)
            throws Exception {
        Percentile function = new PercentileNearest();
        int at = Math.min(cut, values.size());
        Percentile.Counts first = counted(function, values.subList(0, at), 0.95);
        Percentile.Counts second = counted(function, values.subList(at, values.size()), 0.95);
        Percentile.Counts merged = function.createAccumulator();

        function.merge(merged, List.of(first, second));

        assertThat(function.getValue(merged)).isEqualTo(percentile(function, values, 0.95));
    }

    /** Rank ⌈0.95 · 20⌉ = 19; place 0.95 · 19 = 18.05 from 0. */
    @Test
    void ofTwentyValuesThe95thIsTheNineteenth() throws Exception {
        List<Integer> values = new ArrayList<>();
        for (int i = 20; i >= 1; i--) {
            values.add(i);
        }
        assertThat(percentile(new PercentileNearest(), values, 0.95)).isEqualTo(19);
        assertThat(percentile(new PercentileNearest(), values, 0)).isEqualTo(1);
        assertThat(percentile(new PercentileNearest(), values, 1)).isEqualTo(20);
        assertThat(percentile(new PercentileLinear(), values, 0.95)).isCloseTo(19.05, within(1e-9));
    }

    @Test
    void whatIsTakenBackIsGone() throws Exception {
        Percentile function = new PercentileNearest();
        Percentile.Counts counts = counted(function, List.of(1, 2, 3), 1);
        function.retract(counts, 3.0, 1.0);
        assertThat(function.getValue(counts)).isEqualTo(2);
    }

    @Test
    void ofNothingThereIsNone() throws Exception {
        Percentile function = new PercentileLinear();
        Percentile.Counts counts = function.createAccumulator();
        assertThat(function.getValue(counts)).isNull();
        function.accumulate(counts, null, 0.5);
        assertThat(function.getValue(counts)).isNull();
    }

    @Test
    void aPartThatIsNoneIsNamed() {
        Percentile function = new PercentileNearest();
        assertThatThrownBy(() -> function.accumulate(function.createAccumulator(), 1.0, 95.0))
                .hasMessage("percentile_nearest(95.0): a part is 0 to 1, e.g. 0.95");
    }

    private static long notAbove(List<Integer> values, int value) {
        return values.stream().filter(v -> v <= value).count();
    }

    private static double percentile(Percentile function, List<Integer> values, double part)
            throws Exception {
        return function.getValue(counted(function, values, part));
    }

    private static Percentile.Counts counted(Percentile function, List<Integer> values, double part)
            throws Exception {
        Percentile.Counts counts = function.createAccumulator();
        for (int value : values) {
            function.accumulate(counts, (double) value, part);
        }
        return counts;
    }
}
