package io.flowledger.bench.estimates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossPatternTest {

    private static final int MINUTES = 200_000;
    private static final int DATAGRAMS = 12;

    @ParameterizedTest
    @EnumSource(LossPattern.class)
    void everyDatagramOfAMinuteIsLostWithTheSameChance(LossPattern pattern) {
        SplittableRandom random = new SplittableRandom(3);
        int[] losses = new int[DATAGRAMS];
        for (int minute = 0; minute < MINUTES; minute++) {
            boolean[] lost = pattern.lost(DATAGRAMS, 0.2, random);
            IntStream.range(0, DATAGRAMS).filter(i -> lost[i]).forEach(i -> losses[i]++);
        }
        for (int count : losses) {
            assertThat((double) count / MINUTES).isCloseTo(0.2, within(0.005));
        }
    }

    @ParameterizedTest
    @EnumSource(LossPattern.class)
    void theShareOfALongRunIsTheOneAskedFor(LossPattern pattern) {
        boolean[] lost = pattern.lost(1_000_000, 0.05, new SplittableRandom(4));

        long count = IntStream.range(0, lost.length).filter(i -> lost[i]).count();

        assertThat((double) count / lost.length).isCloseTo(0.05, within(0.002));
    }
}
