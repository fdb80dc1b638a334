package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.V5Encoder;
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
        WindowPieces pieces = new WindowPieces(length);
        pieces.begin(1, 1);
        pieces.beginDatagram(0, received);

        pieces.add(0, span, packets, octets);

        long window = received / length;
        long isPrevious = pieces.place(0) == WindowPieces.PREVIOUS ? 1 : 0;
        long isCut = pieces.place(0) == WindowPieces.CUT ? 1 : 0;
        long[] whole = {
            window - isPrevious, 1 - isCut, packets * (1 - isCut), octets * (1 - isCut)
        };
        if (isCut == 0) {
            assertThat(span.firstWindow(length)).isEqualTo(whole[0]);
            assertThat(span.lastWindow(length)).isEqualTo(whole[0]);
        }
        long packetSum = whole[2];
        long octetSum = whole[3];
        long flows = whole[1];
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

        assertThat(pieces.place(0)).isEqualTo(WindowPieces.CUT);
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
        assertThat(pieces.place(0)).isEqualTo(WindowPieces.PREVIOUS);
        assertThat(pieces.sums(0).octetsIn(WindowPieces.PREVIOUS)).isEqualTo(40);
    }

    @Test
    void aFlowOfTheMinuteBeforeThatLastedUntilItsEndIsWithinIt() {
        WindowPieces pieces = minutes(TrafficOfTest.NOON + 5_000, 65_000, 5_000, 7, 70);

        assertThat(pieces.place(0)).isEqualTo(WindowPieces.PREVIOUS);
        assertThat(pieces.endOfPieces(0)).isZero();
    }

    @Test
    void nothingOfADatagramIsLeftForTheNext() {
        WindowPieces pieces = minutes(TrafficOfTest.NOON + 90_000, 120_000, 0, 12, 1_200);
        pieces.begin(1, 1);
        pieces.beginDatagram(0, TrafficOfTest.NOON + 30_000);

        assertThat(pieces.place(0)).isEqualTo(WindowPieces.HOME);
        assertThat(pieces.endOfPieces(0) + pieces.sums(0).flows()).isZero();
    }

    private static WindowPieces minutes(
            long received, long startAge, long endAge, long packets, long octets) {
        FlowSpan span = new FlowSpan(WindowTime.SPREAD);
        span.set(received, startAge, endAge);
        WindowPieces pieces = new WindowPieces(MINUTE);
        pieces.begin(1, 1);
        pieces.beginDatagram(0, received);
        pieces.add(0, span, packets, octets);
        return pieces;
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
