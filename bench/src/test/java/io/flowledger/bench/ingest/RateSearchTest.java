package io.flowledger.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    private final List<Long> tried = new ArrayList<>();

    private RateSearch.Trial<Long> capacity(long limit) {
        return new RateSearch.Trial<>() {
            @Override
            public Long at(long rate) {
                tried.add(rate);
                return rate;
            }

            @Override
            public boolean passed(Long rate) {
                return rate <= limit;
            }
        };
    }

    @Property(tries = 100)
    void theHighestPassingRateIsFoundWithinAFewPercent(
            @ForAll @LongRange(min = 50_000, max = 900_000) long limit) throws Exception {
        tried.clear();
        long found = new RateSearch(30).highest(100_000, 1_000_000, capacity(limit)).orElseThrow();
        assertThat(found).isBetween((long) (limit * 0.95), limit);
    }

    @Test
    void oneFailureIsTriedAgainBeforeItCounts() throws Exception {
        new RateSearch(3).highest(100_000, 1_000_000, capacity(100_000));
        assertThat(tried).containsExactly(100_000L, 125_000L, 125_000L);
    }

    @Test
    void itStopsAtTheMaximumAndAfterItsTrials() throws Exception {
        assertThat(new RateSearch(30).highest(100_000, 200_000, capacity(Long.MAX_VALUE)))
                .contains(200_000L);
        tried.clear();
        Optional<Long> none = new RateSearch(5).highest(100_000, 200_000, capacity(0));
        assertThat(none).isEmpty();
        assertThat(tried).hasSize(5);
    }
}
