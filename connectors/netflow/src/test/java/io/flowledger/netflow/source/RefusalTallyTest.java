package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.Refusal;
import org.junit.jupiter.api.Test;

class RefusalTallyTest {

    private final RefusalTally tally = new RefusalTally(() -> 0);

    @Test
    void exportersPastTheLimitAreCountedTogether() {
        for (int exporter = 0; exporter < RefusalTally.MAX_EXPORTERS + 50; exporter++) {
            tally.count(new Refusal.Empty(), 0, ExporterAddress.ofIpv4(exporter), 1);
        }
        tally.count(new Refusal.NoRecords(), 0, ExporterAddress.ofIpv4(3), 1);

        assertThat(tally.top(2))
                .extracting(RefusingExporter::exporter, RefusingExporter::total)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(RefusalTally.OTHERS, 50L),
                        org.assertj.core.groups.Tuple.tuple("0.0.0.3", 2L));
        assertThat(tally.top(Integer.MAX_VALUE)).hasSize(RefusalTally.MAX_EXPORTERS + 1);
        assertThat(tally.of(Refusal.Reason.EMPTY)).isEqualTo(RefusalTally.MAX_EXPORTERS + 50);
    }

    @Test
    void versionsUnheardOfShareOneCounter() {
        for (int version = 100; version < 200; version++) {
            tally.count(new Refusal.UnsupportedVersion(version), 0, 0, 1);
        }
        tally.count(new Refusal.UnsupportedVersion(9), 0, 0, 1);

        assertThat(tally.byVersion().get("9").get()).isEqualTo(1);
        assertThat(tally.byVersion().get(RefusalTally.OTHERS).get()).isEqualTo(100);
        assertThat(tally.byVersion()).hasSize(7);
    }
}
