package io.flowledger.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.loss.Cause;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LossTalliesTest {

    private static final int FORGED = 100_000;
    private static final int REAL = 0x0A00_0000;

    private final LossTallies tallies = new LossTallies(new UnregisteredMetricsGroup());

    @Test
    void whoGoesOnLosingHasATallyThoughAFloodLostBefore() throws Exception {
        int entries = 20;
        for (int forged = 0; forged < FORGED; forged++) {
            tallies.add(session(forged), Cause.UPSTREAM, 1);
            if (forged % (FORGED / entries) == 0) {
                tallies.add(session(REAL), Cause.SOCKET_OVERFLOW, 10);
            }
        }
        Map<String, Long> lost = saved();
        assertThat(lost.size()).isLessThan(ExporterTallies.MAX);
        assertThat(lost.get("10.0.0.0")).as("flows of the real exporter").isPositive();
        assertThat(lost.values().stream().mapToLong(flows -> flows).sum())
                .isEqualTo(FORGED + 10L * entries);

        for (int often = 0; often < 100_000; often++) {
            tallies.add(session(REAL + 1 + often % 2_000), Cause.UPSTREAM, 1);
        }
        assertThat(saved().size()).isEqualTo(ExporterTallies.MAX);
    }

    /** Lost flows by exporter, and that they come back. */
    private Map<String, Long> saved() throws Exception {
        Map<String, Long> lost = read(tallies);
        LossTallies restored = new LossTallies(new UnregisteredMetricsGroup());
        restored.add(in(tallies));
        assertThat(read(restored).equals(lost)).as("restored as saved").isTrue();
        return lost;
    }

    private static Map<String, Long> read(LossTallies tallies) throws Exception {
        Map<String, Long> lost = new HashMap<>();
        DataInputStream in = in(tallies);
        for (int i = in.readInt(); i > 0; i--) {
            String exporter = in.readUTF();
            long flows = 0;
            for (int causes = in.readByte(); causes > 0; causes--) {
                flows += in.readLong();
            }
            lost.put(exporter, flows);
        }
        return lost;
    }

    private static DataInputStream in(LossTallies tallies) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(1_024);
        tallies.write(out);
        return new DataInputStream(new ByteArrayInputStream(out.getCopyOfBuffer()));
    }

    private static SessionKey session(int address) {
        return new SessionKey(0, ExporterAddress.ofIpv4(address), 2055, 0, 0);
    }
}
