package io.flowledger.netflow.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.Refusal;
import io.flowledger.netflow.wire.Repairs;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ExportDatagramSerializerTest {

    /**
     * Kind, received, address ::ffff:10.1.2.3, port 4660, repairs TRUNCATED, spool 7, epoch, 72
     * bytes.
     */
    private static final String ACCEPTED =
            "00"
                    + "0005d1ccf19cf8b5"
                    + "0000000000000000"
                    + "0000ffff0a010203"
                    + "1234"
                    + "00000010"
                    + "00000007"
                    + "0000019a00000001"
                    + "0048"
                    + "0005000100000000000000000000000000000007000000000000"
                    + "00".repeat(46);

    /** Refused as UNSUPPORTED_VERSION (3): three bytes of version 9. */
    private static final String REFUSED =
            "03"
                    + "0000000000000001"
                    + "0000000000000000"
                    + "0000ffff0a010203"
                    + "ffff"
                    + "00000000"
                    + "00000000"
                    + "8000000000000000"
                    + "0003"
                    + "0009ff";

    private final ExportDatagramSerializer serializer = ExportDatagramSerializer.INSTANCE;

    @Test
    void anAcceptedDatagramIsWrittenAsFormat2() throws IOException {
        byte[] shared = new byte[200];
        shared[61] = 5;
        shared[63] = 1;
        shared[79] = 7;
        ExportDatagram datagram =
                ExportDatagram.accepted(
                                0x0005_d1cc_f19c_f8b5L,
                                0,
                                ExporterAddress.ofIpv4(0x0A01_0203),
                                0x1234,
                                shared,
                                60,
                                72,
                                Repairs.TRUNCATED)
                        .withSpool(7)
                        .withEpoch(0x19a_0000_0001L);

        assertThat(hex(datagram)).isEqualTo(ACCEPTED);
    }

    @Test
    void aRefusedDatagramIsWrittenAsFormat2() throws IOException {
        ExportDatagram datagram =
                ExportDatagram.refused(
                        1,
                        0,
                        ExporterAddress.ofIpv4(0x0A01_0203),
                        0xFFFF,
                        new byte[] {0, 9, -1},
                        0,
                        3,
                        Refusal.Reason.UNSUPPORTED_VERSION);

        assertThat(hex(datagram)).isEqualTo(REFUSED);
    }

    @Test
    void format2IsReadBack() throws IOException {
        ExportDatagram accepted = read(HexFormat.of().parseHex(ACCEPTED));
        assertThat(accepted.isAccepted()).isTrue();
        assertThat(accepted.recordCount()).isEqualTo(1);
        assertThat(accepted.port()).isEqualTo(0x1234);
        assertThat(accepted.repairs()).isEqualTo(Repairs.TRUNCATED);
        assertThat(accepted.spool()).isEqualTo(7);
        assertThat(accepted.epochMillis()).isEqualTo(0x19a_0000_0001L);
        assertThat(accepted.bytes()).as("no more than its own bytes").hasSize(72);

        ExportDatagram refused = read(HexFormat.of().parseHex(REFUSED));
        assertThat(refused.refusal()).isEqualTo(Refusal.Reason.UNSUPPORTED_VERSION);
        assertThat(refused.port()).isEqualTo(0xFFFF);
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadBackAndCopiedUnread(
            @ForAll long micros,
            @ForAll long high,
            @ForAll long low,
            @ForAll @IntRange(max = 65_535) int port,
            @ForAll @IntRange(max = 255) int repairs,
            @ForAll @IntRange(max = 40) int records,
            @ForAll long seed,
            @ForAll @IntRange(max = 900) int offset)
            throws IOException {
        byte[] shared = new byte[3_000];
        new Random(seed).nextBytes(shared);
        ExportDatagram datagram =
                ExportDatagram.accepted(
                        micros, high, low, port, shared, offset, 24 + 48 * records, repairs);
        byte[] written = write(datagram);

        DataOutputSerializer copied = new DataOutputSerializer(16);
        serializer.copy(new DataInputDeserializer(written), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(written);

        ExportDatagram read = read(written);
        assertThat(write(read)).isEqualTo(written);
        assertThat(read.receivedAtMicros()).isEqualTo(micros);
        assertThat(read.addressHigh()).isEqualTo(high);
        assertThat(read.addressLow()).isEqualTo(low);
        assertThat(read.bytes())
                .isEqualTo(Arrays.copyOfRange(shared, offset, offset + read.length()));
    }

    @Test
    void damagedInputIsAnIoExceptionAndNeverMoreThanAPayloadOfMemory() {
        byte[] cut = Arrays.copyOf(HexFormat.of().parseHex(ACCEPTED), 60);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);

        byte[] oddLength = HexFormat.of().parseHex(ACCEPTED);
        oddLength[44] = 0x20;
        assertThatThrownBy(() -> read(oddLength))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("24 + 48·n");

        byte[] unknownReason = HexFormat.of().parseHex(REFUSED);
        unknownReason[0] = 99;
        assertThatThrownBy(() -> read(unknownReason))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("99");
    }

    @Test
    void aCopyIsTheSameInstance() {
        ExportDatagram datagram = serializer.createInstance();
        assertThat(serializer.copy(datagram)).isSameAs(datagram);
    }

    @Test
    void aSnapshotRestoresACompatibleSerializer() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
                out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<ExportDatagram> restored =
                TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());

        assertThat(restored.restoreSerializer()).isSameAs(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void aSnapshotOfAnUnknownFormatSaysWhatToDo() throws IOException {
        ExportDatagramSerializerSnapshot snapshot = new ExportDatagramSerializerSnapshot();
        snapshot.readSnapshot(
                1,
                new DataInputDeserializer(new byte[] {0, 0, 0, 99}),
                getClass().getClassLoader());
        assertThatThrownBy(snapshot::restoreSerializer)
                .hasMessageContaining("use the version that wrote the checkpoint");
        assertThat(
                        new ExportDatagramSerializerSnapshot()
                                .resolveSchemaCompatibility(snapshot)
                                .isIncompatible())
                .isTrue();
    }

    private String hex(ExportDatagram datagram) throws IOException {
        return HexFormat.of().formatHex(write(datagram));
    }

    private byte[] write(ExportDatagram datagram) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(datagram, out);
        return out.getCopyOfBuffer();
    }

    private ExportDatagram read(byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
