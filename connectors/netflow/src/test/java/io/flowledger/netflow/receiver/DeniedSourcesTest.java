package io.flowledger.netflow.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExporterAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeniedSourcesTest {

    @Test
    void everyDatagramIsCountedAndSourcesAreBounded() {
        DeniedSources denied = new DeniedSources();
        int senders = 10 * DeniedSources.LIMIT;
        for (int round = 0; round < 3; round++) {
            for (int sender = 0; sender < senders; sender++) {
                denied.count(0, ExporterAddress.ofIpv4(0x0A00_0000 + sender));
            }
        }
        Map<String, Long> counts = denied.bySource();
        assertThat(counts).hasSize(DeniedSources.LIMIT + 1).containsEntry("10.0.0.7", 3L);
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(3L * senders);
        assertThat(counts.get(DeniedSources.OTHERS))
                .isEqualTo(3L * (senders - DeniedSources.LIMIT));
    }
}
