package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LossesTest {

    private static final long NOON = TrafficOfTest.NOON;

    @Test
    void aShortGapIsOfTheMinuteInWhichItShowed() {
        Losses losses = new Losses();

        losses.add(300, true, NOON - 30_000, NOON + 1_000);

        assertThat(losses.flows(10, 300)).isEqualTo(300);
        assertThat(losses.earlierShares()).isEmpty();
    }

    @Test
    void anOutageIsSharedOutToTheMinutesItLasted() {
        Losses losses = new Losses();

        losses.add(1_000, true, NOON - 150_000, NOON + 50_000);

        assertThat(losses.earlierShares())
                .containsOnlyKeys(NOON - 180_000, NOON - 120_000, NOON - 60_000)
                .hasEntrySatisfying(NOON - 180_000, s -> assertThat(s).isEqualTo(0.15))
                .hasEntrySatisfying(NOON - 120_000, s -> assertThat(s).isEqualTo(0.3))
                .hasEntrySatisfying(NOON - 60_000, s -> assertThat(s).isEqualTo(0.3));
    }

    @Property
    void sharesAreNeverMoreThanAllAndStepsNeverMoreThanSixty(
            @ForAll @LongRange(min = 1, max = 86_400_000) long lasting,
            @ForAll @LongRange(min = 1, max = 1_000_000) long flows) {
        Losses losses = new Losses();

        losses.add(flows, true, NOON + 10_000 - lasting, NOON + 10_000);

        double sum = losses.earlierShares().values().stream().mapToDouble(s -> s).sum();
        double before = Math.max(0, lasting - 10_000.0) / lasting;
        assertThat(losses.earlierShares()).hasSizeLessThanOrEqualTo(61);
        assertThat(sum).isEqualTo(lasting > 60_000 ? before : 0, within(1e-9));
    }

    @Test
    void aLostDatagramIsTakenToBeLikeThoseThatCame() {
        Losses losses = new Losses();

        losses.add(4, false, NOON, NOON + 1_000);

        assertThat(losses.flows(10, 255)).isEqualTo(102);
    }

    @Test
    void aCorrectionTakesBack() {
        Losses losses = new Losses();
        losses.add(60, true, NOON, NOON + 1_000);

        losses.add(-30, true, NOON, NOON + 1_000);

        assertThat(losses.flows(10, 300)).isEqualTo(30);
    }
}
