package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the time arithmetic, for every uptime and for ages around every limit. */
class V5TimeTest {

    @Property(tries = 20_000)
    void flowsEndAndStartInThePastDay(
            @ForAll int uptime, @ForAll("ages") int firstAge, @ForAll("ages") int lastAge) {
        int end = V5Time.endAgeMillis(uptime, uptime - lastAge);
        int start = V5Time.startAgeMillis(uptime, uptime - firstAge, end);
        assertThat(end).isBetween(0, V5Time.MAX_AGE_MILLIS);
        assertThat(start).isBetween(end, V5Time.MAX_AGE_MILLIS);
    }

    @Property(tries = 20_000)
    void aShiftOfTheExportersClockChangesNothing(
            @ForAll int uptime,
            @ForAll("ages") int firstAge,
            @ForAll("ages") int lastAge,
            @ForAll int shift) {
        int first = uptime - firstAge;
        int last = uptime - lastAge;
        int end = V5Time.endAgeMillis(uptime, last);
        assertThat(V5Time.endAgeMillis(uptime + shift, last + shift)).isEqualTo(end);
        assertThat(V5Time.startAgeMillis(uptime + shift, first + shift, end))
                .isEqualTo(V5Time.startAgeMillis(uptime, first, end));
        assertThat(V5Time.repairs(uptime + shift, first + shift, last + shift))
                .isEqualTo(V5Time.repairs(uptime, first, last));
    }

    @Property(tries = 20_000)
    void repairsAreSaidExactlyWhenATimeWasMoved(
            @ForAll int uptime, @ForAll("ages") int firstAge, @ForAll("ages") int lastAge) {
        int first = uptime - firstAge;
        int last = uptime - lastAge;
        int end = V5Time.endAgeMillis(uptime, last);
        boolean moved = end != lastAge || V5Time.startAgeMillis(uptime, first, end) != firstAge;
        assertThat(V5Time.repairs(uptime, first, last) != 0).as("repaired").isEqualTo(moved);
    }

    @Property
    void skewWithinTheToleranceIsNotCalledImplausible(@ForAll int uptime, @ForAll int seed) {
        int ahead = Math.floorMod(seed, V5Time.SKEW_TOLERANCE_MILLIS) + 1;
        assertThat(V5Time.repairs(uptime, uptime, uptime + ahead))
                .isEqualTo(Repairs.LAST_AFTER_UPTIME);
    }

    @Property
    void exportTimeLiesWithinItsSecond(@ForAll int secs, @ForAll int nsecs) {
        long unixSecs = Integer.toUnsignedLong(secs);
        assertThat(V5Time.exportedAtMillis(unixSecs, Integer.toUnsignedLong(nsecs)))
                .isBetween(unixSecs * 1000, unixSecs * 1000 + 999);
    }

    @Example
    void limitsBelongToTheBelievable() {
        int day = V5Time.MAX_AGE_MILLIS;
        int skew = V5Time.SKEW_TOLERANCE_MILLIS;
        assertThat(V5Time.repairs(0, -day, -day)).isZero();
        assertThat(V5Time.repairs(0, -day - 1, -day)).isEqualTo(Repairs.IMPLAUSIBLE_TIME);
        assertThat(V5Time.repairs(0, 0, skew)).isEqualTo(Repairs.LAST_AFTER_UPTIME);
        assertThat(V5Time.repairs(0, 0, skew + 1)).isEqualTo(Repairs.IMPLAUSIBLE_TIME);
        assertThat(V5Time.repairs(0, -5, -6)).isEqualTo(Repairs.FIRST_AFTER_LAST);
    }

    @Example
    void aFirstOfAllOnesWithASmallUptimeIsOneMillisecondBeforeBoot() {
        int end = V5Time.endAgeMillis(3381, 2577);
        assertThat(V5Time.startAgeMillis(3381, 0xFFFF_FFFF, end)).isEqualTo(3381 + 1);
        assertThat(V5Time.repairs(3381, 0xFFFF_FFFF, 2577)).isZero();
    }

    @Provide
    Arbitrary<Integer> ages() {
        int day = V5Time.MAX_AGE_MILLIS;
        int skew = V5Time.SKEW_TOLERANCE_MILLIS;
        return Arbitraries.oneOf(
                Arbitraries.integers(),
                Arbitraries.integers().between(-skew - 2, 2),
                Arbitraries.integers().between(-2, day + 2),
                Arbitraries.of(-skew - 1, -skew, -1, 0, 1, day, day + 1, Integer.MIN_VALUE));
    }
}
