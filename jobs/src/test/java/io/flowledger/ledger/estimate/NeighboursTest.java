package io.flowledger.ledger.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private static final Sample SILENT = Datagram.sample(List.of(), 60);
    private static final Sample BEFORE = Datagram.sample(List.of(new Datagram(30, 1_000)), 0);
    private static final Sample AFTER = Datagram.sample(List.of(new Datagram(10, 7_000)), 5);

    private final TreeMap<Long, Sample> minutes = new TreeMap<>();

    @Test
    void bothSidesLend() {
        minutes.put(9L, BEFORE);
        minutes.put(10L, SILENT);
        minutes.put(11L, AFTER);

        assertThat(Neighbours.of(minutes, 10, 1)).isEqualTo(BEFORE.plus(AFTER));
    }

    @Test
    void silentMinutesArePassedOverAsFarAsTheReachGoes() {
        minutes.put(7L, BEFORE);
        minutes.put(8L, SILENT);
        minutes.put(10L, SILENT);
        minutes.put(15L, AFTER);

        assertThat(Neighbours.of(minutes, 10, 3)).isEqualTo(BEFORE);
        assertThat(Neighbours.of(minutes, 10, 2)).isEqualTo(Sample.NONE);
    }

    @Test
    void theMinuteItselfIsNotItsNeighbour() {
        minutes.put(10L, BEFORE);

        assertThat(Neighbours.of(minutes, 10, 5)).isEqualTo(Sample.NONE);
    }

    @Test
    void onlyTheNearestOnEachSideLends() {
        minutes.put(8L, AFTER);
        minutes.put(9L, BEFORE);
        minutes.put(10L, SILENT);

        assertThat(Neighbours.of(minutes, 10, 5)).isEqualTo(BEFORE);
    }
}
