package io.flowledger.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long MILLI = 1_000_000;

    @Property
    void neverMoreThanTheRateAllowsAndNeverLessThanADatagram(
            @ForAll @LongRange(min = 1, max = 5_000_000) long rate,
            @ForAll @IntRange(min = 1, max = 30) int datagram,
            @ForAll @Size(max = 200) long[] waits) {
        Pacer pacer = new Pacer(rate, 0);
        long now = 0;
        long sent = 0;
        for (long wait : waits) {
            now += Math.floorMod(wait, 20 * MILLI);
            long due = pacer.due(now, sent, datagram);
            assertThat(due == 0 || due >= datagram).isTrue();
            sent += due;
            assertThat((double) sent).isLessThanOrEqualTo(now / 1e9 * rate + 1);
        }
    }

    @Property(tries = 50)
    void polledOftenItKeepsAnyRate(
            @ForAll @LongRange(min = 100, max = 5_000_000) long rate,
            @ForAll @IntRange(min = 1, max = 30) int datagram) {
        Pacer pacer = new Pacer(rate, 0);
        long sent = 0;
        for (long now = 0; now <= 1_000 * MILLI; now += MILLI / 2) {
            sent += pacer.due(now, sent, datagram);
        }
        assertThat(sent).isBetween(rate - Math.max(datagram, rate / 500), rate);
    }

    @Test
    void aPauseIsMadeUpAtHalfMoreThanTheRate() {
        Pacer pacer = new Pacer(1_000_000, 0);
        long sent = pacer.due(100 * MILLI, 0, 30);
        assertThat(sent).as("first burst, at most 5 ms worth").isLessThanOrEqualTo(5_000);
        long after = sent;
        for (long now = 101; now <= 150; now++) {
            after += pacer.due(now * MILLI, after, 30);
        }
        assertThat(after - sent).isBetween(74_000L, 76_000L);
    }
}
