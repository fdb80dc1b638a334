package io.flowledger.ledger.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Datagrams that follow Open vSwitch's behaviour, the wire's fixtures. */
class OvsModelTest {

    private static final Path FIXTURES =
            Path.of("../connectors/netflow/src/test/resources/netflow/ovs-model");
    private static final long RECEIVED = 1_700_000_000_000_000L;

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void aBridgeIsReadAsLastRecordAndLosesNothing() throws IOException {
        SessionReport report = audit(0, 1, 2, 3, 4, 5);
        assertThat(report.convention()).isEqualTo(SequenceConvention.LAST_RECORD);
        assertThat(report.firstSequence()).isZero();
        assertThat(report.span()).isEqualTo(3 + 1 + 30 + 2 + 2 + 2);
        assertThat(events.ranges).isEmpty();
    }

    @Test
    void aMissingDatagramOfABridgeIsCountedInItsOwnNumbers() throws IOException {
        SessionReport report = audit(0, 1, 3, 4, 5);
        assertThat(report.convention()).isEqualTo(SequenceConvention.LAST_RECORD);
        assertThat(report.lost()).isEqualTo(30);
        assertThat(events.ranges.get(0).firstSequence()).isEqualTo(3 + 1);
        assertThat(events.ranges.get(0).lastSequence()).isEqualTo(3 + 30);
    }

    private SessionReport audit(int... numbers) throws IOException {
        SessionAudit audit = null;
        Sighting sighting = new Sighting();
        long micros = RECEIVED;
        for (int number : numbers) {
            byte[] bytes = Files.readAllBytes(FIXTURES.resolve("bridge_a.0" + number + ".bin"));
            micros = RECEIVED + number * 1_000_000L;
            ExportDatagram datagram =
                    ExportDatagram.accepted(
                            micros,
                            0,
                            ExporterAddress.ofIpv4(0x7F000001),
                            40_000,
                            bytes,
                            0,
                            bytes.length,
                            0);
            if (audit == null) {
                audit = new SessionAudit(SessionKey.of(datagram, true), AuditOptions.defaults());
            }
            assertThat(audit.add(sighting.read(datagram), events))
                    .isEqualTo(SessionAudit.Verdict.ARCHIVE);
        }
        audit.end(micros, events);
        assertThat(events.lastReports()).hasSize(1);
        return events.lastReports().get(0);
    }
}
