package io.flowledger.ledger.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NearestRankTest {

    private static final NearestRank P95 = new NearestRank(new BigDecimal("95"));

    @Test
    void ofTwentyValuesTheNineteenthIsThe95thPercentile() {
        double[] values = {12, 3, 17, 8, 20, 1, 5, 14, 9, 2, 19, 7, 11, 4, 16, 6, 10, 18, 13, 15};
        assertThat(P95.of(values, 20, 0)).isEqualTo(19);
    }

    @Test
    void ranksAreExactWhereFractionsOfTwoAreNot() {
        // 0.07 · 100 is 7.000000000000001 in binary, which would round up to 8
        assertThat(new NearestRank(new BigDecimal("7")).rank(100)).isEqualTo(7);
        // 95 % of the intervals of 31 days: 8,481.6
        assertThat(P95.rank(8_928)).isEqualTo(8_482);
        // of 30 days it is a whole number
        assertThat(P95.rank(8_640)).isEqualTo(8_208);
    }

    @Test
    void zerosAreBetweenNegativeAndPositiveValues() {
        double[] values = {5, -1, 7};
        NearestRank half = new NearestRank(new BigDecimal("50"));
        assertThat(half.of(values.clone(), 3, 4)).isZero();
        assertThat(new NearestRank(BigDecimal.TEN).of(values.clone(), 3, 4)).isEqualTo(-1);
        assertThat(P95.of(values.clone(), 3, 4)).isEqualTo(7);
    }

    @Test
    void aPercentileIsAboveZeroAndAtMostAll() {
        for (String wrong : List.of("0", "-5", "100.01")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NearestRank(new BigDecimal(wrong)))
                    .withMessageContaining(wrong);
        }
    }

    /** The definition: the smallest value that at least p percent of all do not exceed. */
    @Property
    void itIsTheSmallestValueThatEnoughValuesDoNotExceed(
            @ForAll @Size(min = 1, max = 300) List<@DoubleRange(min = -10, max = 1e12) Double> some,
            @ForAll @IntRange(max = 300) int zeros,
            @ForAll @BigRange(min = "0.01", max = "100") @Scale(2) BigDecimal percent) {
        double[] values = some.stream().mapToDouble(Double::doubleValue).toArray();
        double[] all = Arrays.copyOf(values, values.length + zeros);
        double found = new NearestRank(percent).of(values, values.length, zeros);
        assertThat(reaches(all, found, percent)).isTrue();
        double next = Arrays.stream(all).filter(v -> v < found).max().orElse(Double.NaN);
        assertThat(Double.isNaN(next) || !reaches(all, next, percent)).isTrue();
        assertThat(Arrays.stream(all).anyMatch(v -> v == found)).isTrue();
    }

    private static boolean reaches(double[] all, double value, BigDecimal percent) {
        long notAbove = Arrays.stream(all).filter(v -> v <= value).count();
        return BigDecimal.valueOf(notAbove)
                        .multiply(BigDecimal.valueOf(100))
                        .compareTo(percent.multiply(BigDecimal.valueOf(all.length)))
                >= 0;
    }

    /** Of two months of which one has no interval with less, neither has it the percentile. */
    @Property
    void itIsMonotoneInEachValue(
            @ForAll @Size(min = 1, max = 100) List<@DoubleRange(max = 1e9) Double> some,
            @ForAll @DoubleRange(max = 1e6) double more,
            @ForAll @IntRange(max = 99) int which) {
        double[] one = some.stream().mapToDouble(Double::doubleValue).toArray();
        double[] other = one.clone();
        other[which % other.length] += more;
        assertThat(P95.of(other, other.length, 3))
                .isGreaterThanOrEqualTo(P95.of(one, one.length, 3));
    }
}
