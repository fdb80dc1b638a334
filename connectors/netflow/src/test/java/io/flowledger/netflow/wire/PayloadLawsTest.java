package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Laws of encoding and parsing that hold whatever the values are. */
class PayloadLawsTest {

    private static final int HEADER = V5Layout.HEADER_LENGTH;
    private static final int RECORD = V5Layout.RECORD_LENGTH;

    @Property(tries = 2_000)
    void whatIsEncodedIsParsedBack(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int records) {
        byte[] payload = new byte[HEADER + records * RECORD];
        assertThat(encode(new Random(seed), payload, 0, records)).isEqualTo(payload.length);

        ParsedPayload parsed = ParsedPayload.of(payload);

        assertThat(parsed.datagrams).hasSize(1);
        assertThat(parsed.refused).isEmpty();
        assertThat(parsed.trailing).isEmpty();
        Random values = new Random(seed);
        V5Header header = parsed.header(0);
        assertThat(header.version()).isEqualTo(5);
        assertThat(header.count()).isEqualTo(records);
        assertThat(header.sysUptime()).isEqualTo(u32(values));
        assertThat(header.unixSecs()).isEqualTo(u32(values));
        assertThat(header.unixNsecs()).isEqualTo(u32(values));
        assertThat(header.flowSequence()).isEqualTo(u32(values));
        assertThat(header.engineType()).isEqualTo(u8(values));
        assertThat(header.engineId()).isEqualTo(u8(values));
        assertThat(header.samplingMode()).isEqualTo(values.nextInt(4));
        assertThat(header.samplingInterval()).isEqualTo(values.nextInt(1 << 14));
        for (V5Record record : parsed.records()) {
            assertThat(record.srcAddr()).isEqualTo(u32(values));
            assertThat(record.dstAddr()).isEqualTo(u32(values));
            assertThat(record.nextHop()).isEqualTo(u32(values));
            assertThat(record.inIf()).isEqualTo(u16(values));
            assertThat(record.outIf()).isEqualTo(u16(values));
            assertThat(record.packets()).isEqualTo(u32(values));
            assertThat(record.octets()).isEqualTo(u32(values));
            assertThat(record.first()).isEqualTo(u32(values));
            assertThat(record.last()).isEqualTo(u32(values));
            assertThat(record.srcPort()).isEqualTo(u16(values));
            assertThat(record.dstPort()).isEqualTo(u16(values));
            assertThat(record.proto()).isEqualTo(u8(values));
            assertThat(record.tcpFlags()).isEqualTo(u8(values));
            assertThat(record.tos()).isEqualTo(u8(values));
            assertThat(record.srcAs()).isEqualTo(u16(values));
            assertThat(record.dstAs()).isEqualTo(u16(values));
            assertThat(record.srcMask()).isEqualTo(u8(values));
            assertThat(record.dstMask()).isEqualTo(u8(values));
        }
    }

    @Property(tries = 5_000)
    void whatIsReportedLiesInThePayloadAndCoversItOnce(@ForAll("payloads") byte[] payload) {
        new PayloadLaws().check(new PayloadParser(), payload, 0, payload.length);
    }

    @Property(tries = 5_000)
    void whereThePayloadLiesInItsArrayChangesNothing(
            @ForAll("payloads") byte[] payload,
            @ForAll @IntRange(max = 200) int before,
            @ForAll @IntRange(max = 200) int behind,
            @ForAll byte filling) {
        byte[] array = new byte[before + payload.length + behind];
        Arrays.fill(array, filling);
        System.arraycopy(payload, 0, array, before, payload.length);

        ParsedPayload here = ParsedPayload.of(array, before, payload.length);

        ParsedPayload atZero = ParsedPayload.of(payload);
        assertThat(shifted(here.datagrams, -before)).isEqualTo(atZero.datagrams);
        assertThat(shifted(here.refused, -before)).isEqualTo(atZero.refused);
        assertThat(shifted(here.trailing, -before)).isEqualTo(atZero.trailing);
    }

    private static List<ParsedPayload.Slice> shifted(List<ParsedPayload.Slice> slices, int by) {
        return slices.stream()
                .map(
                        s ->
                                new ParsedPayload.Slice(
                                        s.offset() + by, s.length(), s.repairs(), s.refusal()))
                .toList();
    }

    @Provide
    Arbitrary<byte[]> payloads() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
        Arbitrary<byte[]> damaged =
                Combinators.combine(
                                Arbitraries.longs(),
                                Arbitraries.integers().between(1, 4),
                                Arbitraries.integers().between(0, 8),
                                Arbitraries.integers().between(0, 120))
                        .as(PayloadLawsTest::packedAndDamaged);
        return Arbitraries.frequencyOf(Tuple.of(1, noise), Tuple.of(4, damaged));
    }

    /** Datagrams one behind the other as a sender packs them, some bytes changed, some cut off. */
    private static byte[] packedAndDamaged(long seed, int datagrams, int changes, int cut) {
        Random random = new Random(seed);
        byte[] bytes = PackedDatagrams.of(random, datagrams, 6);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(random.nextBoolean() ? 24 : bytes.length)] =
                    (byte) random.nextInt(8);
        }
        return Arrays.copyOf(bytes, Math.max(0, bytes.length - cut));
    }

    private static int encode(Random values, byte[] bytes, int offset, int records) {
        V5Encoder encoder = new V5Encoder().start(bytes, offset);
        encoder.sysUptime(u32(values)).exportedAt(u32(values), u32(values));
        encoder.flowSequence(u32(values)).engine(u8(values), u8(values));
        encoder.sampling(values.nextInt(4), values.nextInt(1 << 14));
        for (int i = 0; i < records; i++) {
            encoder.nextRecord().addresses(u32(values), u32(values), u32(values));
            encoder.interfaces(u16(values), u16(values)).counters(u32(values), u32(values));
            encoder.times(u32(values), u32(values)).ports(u16(values), u16(values));
            encoder.protocol(u8(values), u8(values), u8(values));
            encoder.autonomousSystems(u16(values), u16(values)).masks(u8(values), u8(values));
        }
        return encoder.finish();
    }

    private static long u32(Random values) {
        return Integer.toUnsignedLong(values.nextInt());
    }

    private static int u16(Random values) {
        return values.nextInt(1 << 16);
    }

    private static int u8(Random values) {
        return values.nextInt(1 << 8);
    }
}
