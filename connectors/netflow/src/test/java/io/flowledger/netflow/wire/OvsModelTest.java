package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payloads that follow Open vSwitch; totals from the expected values they were published with. */
class OvsModelTest {

    @ParameterizedTest(name = "{0}: {1} records, {2} packets, {3} octets, sequence {4}")
    @CsvSource({
        "bridge_a.00.bin, 3, 6, 444, 2, 3600000",
        "bridge_a.01.bin, 1, 2, 148, 3, 3601000",
        "bridge_a.02.bin, 30, 60, 4440, 33, 3602000",
        "bridge_a.03.bin, 2, 4, 296, 35, 3603000",
        "bridge_a.04.bin, 2, 4000000, 6442450944, 37, 3604000",
        "bridge_a.05.bin, 2, 2, 166, 39, 3604000",
        "bridge_b_same_engine.00.bin, 1, 5, 590, 0, 60000",
        "bridge_c_add_id.00.bin, 1, 5, 590, 0, 60000",
    })
    void totalsAreWhatTheExporterSent(
            String file, int records, long packets, long octets, long sequence, long uptime)
            throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.bytes("ovs-model/" + file));
        assertThat(parsed.datagrams).hasSize(1);
        assertThat(parsed.refused).isEmpty();
        assertThat(parsed.records()).hasSize(records);
        assertThat(parsed.packets()).isEqualTo(packets);
        assertThat(parsed.octets()).isEqualTo(octets);
        assertThat(parsed.header(0).flowSequence()).isEqualTo(sequence);
        assertThat(parsed.header(0).sysUptime()).isEqualTo(uptime);
    }

    /** The last-record convention: the step between datagrams is the count of the later one. */
    @Test
    void theSequenceStepsByTheCountOfTheLaterDatagram() throws IOException {
        long previous = -1;
        for (int i = 0; i <= 5; i++) {
            V5Header header =
                    ParsedPayload.of(Fixture.bytes("ovs-model/bridge_a.0" + i + ".bin")).header(0);
            assertThat(header.flowSequence() - previous).isEqualTo(header.count());
            previous = header.flowSequence();
        }
    }
}
