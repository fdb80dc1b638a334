package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands in checkpoints, byte for byte: a change of these needs a new version. */
class SplitSerializersTest {

    private static final SpoolSplit SPOOL =
            new SpoolSplit("spool::/s/a-0", "h1", "/s/a-0", Intake.FOLLOW, 0x1122L, 0x0102030405L);
    private static final CaptureSplit CAPTURE = new CaptureSplit("file:/c.pcap", 24);

    private static final String SPOOL_BYTES =
            "01"
                    + text("spool::/s/a-0")
                    + text("h1")
                    + text("/s/a-0")
                    + "02"
                    + "0000000000001122"
                    + "0000000102030405";
    private static final String CAPTURE_BYTES = "02" + text("file:/c.pcap") + "0000000000000018";

    private final NetflowSplitSerializer splits = new NetflowSplitSerializer();
    private final NetflowEnumeratorStateSerializer states = new NetflowEnumeratorStateSerializer();

    @Test
    void splitsAreWrittenAsVersion1() throws IOException {
        assertThat(splits.getVersion()).isEqualTo(1);
        assertThat(hex(splits.serialize(SPOOL))).isEqualTo(SPOOL_BYTES);
        assertThat(hex(splits.serialize(CAPTURE))).isEqualTo(CAPTURE_BYTES);
    }

    @Test
    void splitsOfVersion1AreRead() throws IOException {
        assertThat(splits.deserialize(1, bytes(SPOOL_BYTES))).isEqualTo(SPOOL);
        assertThat(splits.deserialize(1, bytes(CAPTURE_BYTES))).isEqualTo(CAPTURE);
    }

    @Test
    void everyIntakeAndAPositionNotYetKnownSurvive() throws IOException {
        for (Intake intake : Intake.values()) {
            SpoolSplit split = SpoolSplit.fresh("", "/s/" + intake, intake);
            assertThat(splits.deserialize(1, splits.serialize(split))).isEqualTo(split);
        }
    }

    @Test
    void damagedOrNewerSplitsAreRefused() {
        assertThatThrownBy(() -> splits.deserialize(2, bytes(SPOOL_BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("use the version that wrote the checkpoint");
        assertThatThrownBy(() -> splits.deserialize(1, bytes("07")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> splits.deserialize(1, bytes(CAPTURE_BYTES + "00")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void enumeratorStateIsWrittenAndReadAsVersion1() throws IOException {
        NetflowEnumeratorState state =
                new NetflowEnumeratorState("run", 7, Set.of("b", "a"), List.of(SPOOL, CAPTURE));
        String expected =
                text("run")
                        + "0000000000000007"
                        + "00000002"
                        + text("a")
                        + text("b")
                        + "00000002"
                        + SPOOL_BYTES
                        + CAPTURE_BYTES;

        assertThat(states.getVersion()).isEqualTo(1);
        assertThat(hex(states.serialize(state))).isEqualTo(expected);
        assertThat(states.deserialize(1, bytes(expected))).isEqualTo(state);
        assertThatThrownBy(() -> states.deserialize(2, bytes(expected)))
                .isInstanceOf(IOException.class);
    }

    private static String text(String value) {
        return String.format("%04x", value.length())
                + hex(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
