package io.flowledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.Refusal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuarantineTallyTest {

    @Property
    void countsByReasonSurviveARestore(@ForAll List<Refusal.Reason> reasons) {
        QuarantineTally tally = new QuarantineTally();
        reasons.forEach(tally::add);
        QuarantineTally restored = new QuarantineTally();
        restored.add(tally.toArray());
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            assertThat(restored.of(reason))
                    .isEqualTo(reasons.stream().filter(one -> one == reason).count());
        }
    }

    @Test
    void countsOfAVersionThatKnewFewerReasonsAreTaken() {
        QuarantineTally tally = new QuarantineTally();
        tally.add(new long[] {5});
        assertThat(tally.of(Refusal.Reason.values()[0])).isEqualTo(5);
        assertThat(tally.of(Refusal.Reason.STALE)).isZero();
    }
}
