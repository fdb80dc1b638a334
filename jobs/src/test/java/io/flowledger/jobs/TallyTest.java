package io.flowledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.V5Layout;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Property
    void totalsAreTheSumsOfAllRecordsAndSurviveARestore(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 40) Integer> counts,
            @ForAll int packets,
            @ForAll int octets) {
        Tally tally = new Tally();
        long flows = 0;
        for (int count : counts) {
            tally.add(datagram(count, packets, octets));
            flows += count;
        }
        Tally restored = new Tally();
        restored.add(tally.toArray());
        assertThat(restored.datagrams()).isEqualTo(counts.size());
        assertThat(restored.flows()).isEqualTo(flows);
        assertThat(restored.packets()).isEqualTo(flows * Integer.toUnsignedLong(packets));
        assertThat(restored.octets()).isEqualTo(flows * Integer.toUnsignedLong(octets));
    }

    @Test
    void aRefusedPayloadCountsByItsReasonAndNotAsADatagram() {
        Tally tally = new Tally();
        tally.add(
                ExportDatagram.refused(0, 0, 0, 1, new byte[3], 0, 3, Refusal.Reason.SHORT_HEADER));
        assertThat(tally.datagrams()).isZero();
        assertThat(tally.refused(Refusal.Reason.SHORT_HEADER)).isEqualTo(1);
        assertThat(tally.refused(Refusal.Reason.EMPTY)).isZero();
    }

    private static ExportDatagram datagram(int records, int packets, int octets) {
        byte[] bytes = new byte[V5Layout.HEADER_LENGTH + records * V5Layout.RECORD_LENGTH];
        for (int at = V5Layout.HEADER_LENGTH; at < bytes.length; at += V5Layout.RECORD_LENGTH) {
            V5Layout.put32(bytes, at + V5Layout.PACKETS, packets);
            V5Layout.put32(bytes, at + V5Layout.OCTETS, octets);
        }
        return ExportDatagram.accepted(0, 0, 0, 1, bytes, 0, bytes.length, 0);
    }
}
