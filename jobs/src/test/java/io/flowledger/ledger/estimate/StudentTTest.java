package io.flowledger.ledger.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 29, 299})
    void fiveInTwoHundredLieAboveTheQuantile(int degrees) {
        assertThat(above(StudentT.upper975(degrees), degrees)).isCloseTo(0.025, within(3e-5));
    }

    @Test
    void quantilesBetweenWholeDegreesLieBetweenTheirs() {
        double last = Double.POSITIVE_INFINITY;
        for (double degrees = 1; degrees < 10; degrees += 0.01) {
            assertThat(StudentT.upper975(degrees)).isLessThan(last);
            last = StudentT.upper975(degrees);
        }
    }

    @Test
    void withManyDegreesItIsTheNormalQuantile() {
        assertThat(StudentT.upper975(Double.POSITIVE_INFINITY)).isCloseTo(1.96, within(1e-4));
    }

    /** Integral of the density above t, over the angle whose tangent is t/√degrees. */
    private static double above(double t, int degrees) {
        double from = Math.atan(t / Math.sqrt(degrees));
        return integral(from, Math.PI / 2, degrees) / integral(-Math.PI / 2, Math.PI / 2, degrees);
    }

    private static double integral(double from, double to, int degrees) {
        int steps = 200_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double angle = from + (to - from) * (i + 0.5) / steps;
            sum += Math.pow(Math.cos(angle), degrees - 1);
        }
        return sum * (to - from) / steps;
    }
}
