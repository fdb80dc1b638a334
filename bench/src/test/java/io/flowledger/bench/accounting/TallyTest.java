package io.flowledger.bench.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.bench.accounting.ComparedTraffic.Compared;
import io.flowledger.ledger.estimate.DomainSums;
import io.flowledger.ledger.estimate.Estimate;
import io.flowledger.ledger.estimate.Estimator;
import io.flowledger.ledger.estimate.Sample;
import io.flowledger.ledger.estimate.StratumSums;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    /** Of three datagrams of ten flows two came, with 900 and 1,100 octets. */
    private static final Estimate ESTIMATE =
            Estimator.estimate(
                    new Sample(
                            StratumSums.NONE.plusDatagram(10).plusDatagram(10).plusLost(10),
                            DomainSums.NONE.plusDatagram(900, 10).plusDatagram(1_100, 10)));

    private static final double LOWER = ESTIMATE.interval().lower();
    private static final double UPPER = ESTIMATE.interval().upper().orElseThrow();

    @Test
    void anIntervalHoldsTheTruthBetweenItsEndsAndElseSaysOnWhichSideItWas() {
        Tally tally = new Tally();
        assertThat(tally.add(truth((long) Math.ceil(LOWER)))).isTrue();
        assertThat(tally.add(truth((long) Math.floor(UPPER)))).isTrue();
        assertThat(tally.add(truth((long) Math.floor(LOWER) - 1))).isFalse();
        assertThat(tally.add(truth((long) Math.ceil(UPPER) + 1))).isFalse();
        assertThat(tally.add(truth((long) Math.ceil(UPPER) + 1))).isFalse();
        assertThat(tally.keys()).isEqualTo(5);
        assertThat(tally.held()).isCloseTo(0.4, within(1e-12));
        assertThat(tally.missedBelow()).isEqualTo(0.2);
        assertThat(tally.missedAbove()).isEqualTo(0.4);
        assertThat(tally.heldError()).isCloseTo(Math.sqrt(0.4 * 0.6 / 5), within(1e-12));
    }

    @Test
    void deviationsAreThoseOfWholeRunsAndTheirErrorThatOfTheMean() {
        Tally tally = new Tally();
        tally.add(truth(3_000));
        tally.add(truth(5_000)); // the run: 4,000 of 8,000 received, 6,000 estimated
        tally.endRun();
        tally.add(truth(4_000)); // the run: 2,000 of 4,000 received, 3,000 estimated
        tally.endRun();
        tally.add(truth(2_500)); // the run: 2,000 of 2,500 received, 3,000 estimated
        tally.endRun();
        assertThat(ESTIMATE.estimated()).isEqualTo(3_000);
        assertThat(tally.received().mean()).isCloseTo((-0.5 - 0.5 - 0.2) / 3, within(1e-12));
        assertThat(tally.estimated().mean()).isCloseTo((-0.25 - 0.25 + 0.2) / 3, within(1e-12));
        double squares = 0.01 + 0.01 + 0.04; // about the mean of −0.4
        assertThat(tally.received().standardError())
                .isCloseTo(Math.sqrt(squares / 2 / 3), within(1e-12));
    }

    @Test
    void fewKeysAreToldOneByOneAndTogether() {
        ViewTallies view = new ViewTallies();
        long held = (long) ESTIMATE.estimated();
        view.add(Map.of("Acme", truth(held), "Globex", truth(held)));
        view.add(Map.of("Acme", truth(held), "Globex", truth((long) UPPER + 2)));
        assertThat(view.isToldTogether()).isTrue();
        assertThat(view.lines()).containsOnlyKeys("Acme", "Globex", "together");
        assertThat(view.lines().get("Acme").held()).isEqualTo(1);
        assertThat(view.lines().get("Globex").held()).isEqualTo(0.5);
        assertThat(view.lines().get("together").held()).isEqualTo(0.75);
        assertThat(view.runs()).isEqualTo(2);
        assertThat(view.runsHeld()).isEqualTo(1);
    }

    @Test
    void aKeyThatIsAloneIsToldOnce() {
        ViewTallies view = new ViewTallies();
        view.add(Map.of("unknown", truth(3_000)));
        assertThat(view.lines()).containsOnlyKeys("unknown");
        assertThat(view.isToldTogether()).isFalse();
    }

    @Test
    void manyKeysAreToldByTheirPartOfAllFlows() {
        ViewTallies view = new ViewTallies();
        Map<String, Compared> keys = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            keys.put("large " + i, new Compared(3_000, 1_000, ESTIMATE)); // just below 1 %
            keys.put("small " + i, new Compared(3_000, 1, ESTIMATE));
        }
        view.add(keys);
        assertThat(view.isToldTogether()).isFalse();
        assertThat(view.lines()).containsOnlyKeys("from 0.2 %", "below 0.2 %");
        assertThat(view.lines().values()).allMatch(tally -> tally.keys() == 100);
    }

    private static Compared truth(long octets) {
        return new Compared(octets, 30, ESTIMATE);
    }
}
