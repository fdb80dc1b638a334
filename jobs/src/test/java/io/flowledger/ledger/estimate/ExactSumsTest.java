package io.flowledger.ledger.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExactSumsTest {

    @Test
    void whatCancelsOutLeavesNothing() {
        assertThat(sum(List.of(1e300, 1.0, -1e300, 1e-300, -1.0))).isEqualTo(1e-300);
        assertThat(sum(List.of(0.1, 0.2, -0.1, -0.2))).isZero();
    }

    @Test
    void itIsUsedAgain() {
        ExactSums sum = new ExactSums(1);
        for (int i = 0; i < 3; i++) {
            sum.clear();
            sum.add(0, 1e18);
            sum.add(0, 3);
            sum.add(0, -1e18);
            assertThat(sum.value(0)).isEqualTo(3);
            sum.clear();
            assertThat(sum.value(0)).isZero();
        }
    }

    @Test
    void infinityHasNoSum() {
        ExactSums sum = new ExactSums(1);
        sum.add(0, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> sum.add(0, Double.POSITIVE_INFINITY));
    }

    @Property
    void itIsTheSumWhateverTheOrder(@ForAll("numbers") List<Double> numbers, @ForAll long seed) {
        BigDecimal exact =
                numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        double found = sum(numbers);
        double expected = exact.doubleValue();
        assertThat(found).isCloseTo(expected, within(2 * Math.ulp(expected)));
        List<Double> shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(sum(shuffled)).isEqualTo(found);
    }

    @Provide
    Arbitrary<List<Double>> numbers() {
        return Arbitraries.oneOf(
                        Arbitraries.doubles().between(-1e15, 1e15),
                        Arbitraries.doubles().between(-1, 1),
                        Arbitraries.doubles().between(-1e290, 1e290),
                        Arbitraries.of(Double.MIN_VALUE, -Double.MIN_NORMAL, 0.0))
                .list()
                .ofMaxSize(60);
    }

    private static double sum(List<Double> numbers) {
        ExactSums sum = new ExactSums(1);
        numbers.forEach(number -> sum.add(0, number));
        return sum.value(0);
    }
}
