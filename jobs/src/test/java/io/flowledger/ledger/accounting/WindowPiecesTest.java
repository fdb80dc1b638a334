package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.ledger.accounting.TrafficOfTest.Flow;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.V5Encoder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WindowPiecesTest {

    private static final long MINUTE = 60_000;
    private static final long THIRTY_MINUTES = 30 * MINUTE;

    @Property
    void whatFallsIntoWindowsAddsUpToTheFlow(
            @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long packets,
            @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long octets,
            @ForAll @LongRange(min = 0, max = 86_400_000) long lasting,
            @ForAll @LongRange(min = 0, max = 86_400_000) long ended,
            @ForAll @IntRange(min = 0, max = 59_999) int into,
            @ForAll @IntRange(min = 1, max = 360) int tenSeconds) {
        long received = TrafficOfTest.NOON + into;
        FlowSpan span = new FlowSpan(WindowTime.SPREAD);
        span.set(received, ended + lasting, ended);
        long length = tenSeconds * 10_000L;
        WindowPieces pieces = pieces(length, received, span, packets, octets);

        long packetSum = 0;
        long octetSum = 0;
        long flows = 0;
        if (pieces.endOfPrevious(0) == 1) {
            long window = pieces.endOfHome(0) == 1 ? pieces.home(0) : pieces.home(0) - 1;
            assertThat(span.firstWindow(length)).isEqualTo(window);
            assertThat(span.lastWindow(length)).isEqualTo(window);
            return;
        }
        for (int i = 0; i < pieces.endOfPieces(0); i++) {
            assertThat(pieces.packets(i)).isNotNegative();
            assertThat(pieces.octets(i)).isNotNegative();
            assertThat(pieces.window(i))
                    .isBetween(span.firstWindow(length), span.lastWindow(length));
            packetSum += pieces.packets(i);
            octetSum += pieces.octets(i);
            flows += pieces.flows(i);
        }
        assertThat(packetSum).isEqualTo(packets);
        assertThat(octetSum).isEqualTo(octets);
        assertThat(flows).isEqualTo(1);
    }

    @Test
    void aFlowIsSpreadInProportionToTime() {
        WindowPieces pieces = minutes(TrafficOfTest.NOON + 90_000, 120_000, 0, 12, 1_200);

        assertThat(pieces.endOfPrevious(0)).as("cut").isZero();
        assertThat(pieces.endOfPieces(0)).isEqualTo(3);
        assertThat(pieces.window(0)).isEqualTo(TrafficOfTest.NOON / MINUTE - 1);
        assertThat(new long[] {pieces.octets(0), pieces.octets(1), pieces.octets(2)})
                .containsExactly(300, 600, 300);
        assertThat(new long[] {pieces.packets(0), pieces.packets(1), pieces.packets(2)})
                .containsExactly(3, 6, 3);
        assertThat(pieces.flows(2)).as("a flow counts where it ended").isEqualTo(1);
    }

    @Test
    void aFlowThatEndsOnABoundaryWasBeforeIt() {
        WindowPieces pieces = minutes(TrafficOfTest.NOON, 1_000, 0, 1, 40);

        assertThat(pieces.home(0)).isEqualTo(TrafficOfTest.NOON / MINUTE);
        assertIsPrevious(pieces);
        assertThat(pieces.previousOctets(0)).isEqualTo(40);
        assertThat(pieces.homeOctets(0)).isZero();
    }

    @Test
    void aFlowOfTheMinuteBeforeThatLastedUntilItsEndIsWithinIt() {
        WindowPieces pieces = minutes(TrafficOfTest.NOON + 5_000, 65_000, 5_000, 7, 70);

        assertIsPrevious(pieces);
    }

    @Test
    void flowsOfADatagramAreInOrderOfWhereTheyAre() {
        long received = TrafficOfTest.NOON + 30_000;
        FlowBatch batch = batch(received, 4);
        FlowSpan span = new FlowSpan(WindowTime.SPREAD);
        WindowPieces pieces = begun(MINUTE, received, batch);
        span.set(received, 200_000, 0);
        pieces.add(0, span, 10, 100);
        span.set(received, 50_000, 40_000);
        pieces.add(2, span, 10, 100);
        pieces.endDatagram(batch, 0);

        assertThat(Arrays.copyOf(pieces.order(), 4)).containsExactly(1, 3, 2, 0);
        assertThat(pieces.endOfHome(0)).isEqualTo(2);
        assertThat(pieces.endOfPrevious(0)).isEqualTo(3);
    }

    @Test
    void nothingOfABatchIsLeftForTheNext() {
        long received = TrafficOfTest.NOON + 30_000;
        FlowBatch batch = batch(received, 2);
        FlowSpan span = new FlowSpan(WindowTime.SPREAD);
        WindowPieces pieces = begun(MINUTE, received, batch);
        span.set(received, 120_000, 0);
        pieces.add(0, span, 12, 1_200);
        pieces.endDatagram(batch, 0);

        pieces.begin(batch);
        pieces.beginDatagram(0, received);
        pieces.endDatagram(batch, 0);

        assertThat(Arrays.copyOf(pieces.order(), 2)).containsExactly(0, 1);
        assertThat(pieces.endOfHome(0)).isEqualTo(2);
        assertThat(pieces.homePackets(0)).isEqualTo(batch.packetsOf(0));
    }

    private static void assertIsPrevious(WindowPieces pieces) {
        assertThat(pieces.endOfHome(0)).isZero();
        assertThat(pieces.endOfPrevious(0)).isEqualTo(1);
    }

    private static WindowPieces minutes(
            long received, long startAge, long endAge, long packets, long octets) {
        FlowSpan span = new FlowSpan(WindowTime.SPREAD);
        span.set(received, startAge, endAge);
        return pieces(MINUTE, received, span, packets, octets);
    }

    private static WindowPieces begun(long length, long received, FlowBatch batch) {
        WindowPieces pieces = new WindowPieces(length);
        pieces.begin(batch);
        pieces.beginDatagram(0, received);
        return pieces;
    }

    /** Of one flow. */
    private static WindowPieces pieces(
            long length, long received, FlowSpan span, long packets, long octets) {
        List<Flow> flows = List.of(Flow.of(1, packets, octets));
        FlowBatch batch = batch(TrafficOfTest.datagram(1, received, flows));
        WindowPieces pieces = begun(length, received, batch);
        pieces.add(0, span, packets, octets);
        pieces.endDatagram(batch, 0);
        return pieces;
    }

    private static FlowBatch batch(long received, int flows) {
        List<Flow> all = Collections.nCopies(flows, Flow.of(1, 10, 100));
        return batch(TrafficOfTest.datagram(1, received, all));
    }

    private static FlowBatch batch(ExportDatagram datagram) {
        FlowBatch batch = new FlowBatch();
        batch.read(List.of(datagram), ExporterProfile.CISCO);
        return batch;
    }

    @Test
    void aFlowIsNeverSpreadFurtherBackThanTheActiveTimeout() {
        FlowSpan span = read(WindowTime.SPREAD, 3 * THIRTY_MINUTES, MINUTE);

        assertThat(span.firstWindow(MINUTE))
                .isEqualTo((TrafficOfTest.NOON - MINUTE - THIRTY_MINUTES) / MINUTE);
        assertThat(span.lastWindow(MINUTE)).isEqualTo(TrafficOfTest.NOON / MINUTE - 2);
    }

    @Test
    void byItsEndOrByItsReceiptAFlowIsInOneWindow() {
        FlowSpan byEnd = read(WindowTime.END, THIRTY_MINUTES, 90_000);
        FlowSpan byReceipt = read(WindowTime.RECEIVED, THIRTY_MINUTES, 90_000);

        assertThat(byEnd.firstWindow(MINUTE)).isEqualTo(byEnd.lastWindow(MINUTE));
        assertThat(byEnd.lastWindow(MINUTE)).isEqualTo(TrafficOfTest.NOON / MINUTE - 2);
        assertThat(byReceipt.firstWindow(MINUTE)).isEqualTo(TrafficOfTest.NOON / MINUTE);
        assertThat(byReceipt.lastWindow(MINUTE)).isEqualTo(TrafficOfTest.NOON / MINUTE);
    }

    /** Uptime has wrapped between the flow and its export. */
    private static FlowSpan read(WindowTime time, long startAge, long endAge) {
        byte[] bytes = new byte[72];
        int uptime = 5_000;
        new V5Encoder().start(bytes, 0).nextRecord().times(uptime - startAge, uptime - endAge);
        FlowSpan span = new FlowSpan(time);
        span.read(TrafficOfTest.NOON, uptime, bytes, 24, THIRTY_MINUTES);
        return span;
    }
}
