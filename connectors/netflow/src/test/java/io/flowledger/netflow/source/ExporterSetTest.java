package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.source.ExporterSet.Exporter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExporterSetTest {

    @Property(tries = 100)
    void itHoldsWhatAHashSetWouldHold(
            @ForAll @Size(max = 500) List<@LongRange(min = -100, max = 100) Long> lows) {
        ExporterSet set = new ExporterSet();
        Set<Exporter> expected = new HashSet<>();
        for (long low : lows) {
            set.add(low & 1, low);
            expected.add(new Exporter(low & 1, low));
        }
        Set<Exporter> actual = new HashSet<>();
        set.addTo(actual);
        assertThat(actual).isEqualTo(expected);
        assertThat(set.size()).isEqualTo(expected.size());
    }

    @Test
    void forgedSendersStopBeingCountedAtTheLimit() {
        ExporterSet set = new ExporterSet();
        for (long low = 0; low < 2 * ExporterSet.LIMIT; low++) {
            set.add(0, low);
        }
        assertThat(set.size()).isEqualTo(ExporterSet.LIMIT);
    }
}
