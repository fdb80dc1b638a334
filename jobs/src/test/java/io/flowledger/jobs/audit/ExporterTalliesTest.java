package io.flowledger.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExporterAddress;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ExporterTalliesTest {

    private final ExporterTallies tallies = new ExporterTallies(new UnregisteredMetricsGroup());

    @Test
    void aFloodSharesOneTallyAndLeavesPlacesForExportersThatComeLater() {
        Set<ExporterTally> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int forged = 0; forged < 100_000; forged++) {
            distinct.add(tallies.of(0, ExporterAddress.ofIpv4(forged), false));
        }
        assertThat(distinct).hasSize(ExporterTallies.MAX_NEW + 1);

        int real = 0x0A00_0000;
        ExporterTally others = tallies.of(0, ExporterAddress.ofIpv4(real), false);
        assertThat(distinct).contains(others);
        ExporterTally named = tallies.of(0, ExporterAddress.ofIpv4(real), true);
        assertThat(distinct).doesNotContain(named);
        assertThat(tallies.of(0, ExporterAddress.ofIpv4(real), false)).isSameAs(named);

        for (int established = 1; established < 10_000; established++) {
            distinct.add(tallies.of(0, ExporterAddress.ofIpv4(real + established), true));
        }
        assertThat(distinct).hasSize(ExporterTallies.MAX);
    }
}
