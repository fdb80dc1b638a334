package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the odd payloads say, value by value. */
class EdgeQuirksTest {

    /** unix_secs 0x6553F100 and unix_nsecs 0x075BCD15 of the hand-made payloads. */
    private static final long EXPORTED_AT =
            Instant.ofEpochSecond(1_700_000_000L, 123_456_789).toEpochMilli();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "01_empty.bin, EMPTY",
        "02_one_byte.bin, SHORT_HEADER",
        "03_version_only.bin, SHORT_HEADER",
        "04_version0.bin, UNSUPPORTED_VERSION",
        "05_version99.bin, UNSUPPORTED_VERSION",
        "06_version9.bin, UNSUPPORTED_VERSION",
        "07_hdr13.bin, SHORT_HEADER",
        "08_hdr12.bin, SHORT_HEADER",
        "09_hdr23.bin, SHORT_HEADER",
        "10_hdr_only_count1.bin, NO_WHOLE_RECORD",
        "11_count0.bin, NO_RECORDS",
        "20_count65535.bin, COUNT_BEYOND_PAYLOAD",
    })
    void aRefusalNamesItsReason(String file, Refusal.Reason reason) throws IOException {
        Refusal refusal = ParsedPayload.of(Fixture.edge(file)).refused.get(0).refusal();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.describe()).isNotBlank();
    }

    @Test
    void aForeignVersionIsNamed() throws IOException {
        assertThat(ParsedPayload.of(Fixture.edge("06_version9.bin")).refused.get(0).refusal())
                .isEqualTo(new Refusal.UnsupportedVersion(9));
    }

    @Test
    void aTruncatedDatagramKeepsItsWholeRecordsAndHandsOverItsRawBytes() throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge("14_count2_one_and_half.bin"));
        assertThat(parsed.datagrams)
                .containsExactly(new ParsedPayload.Slice(0, 72, Repairs.TRUNCATED, null));
        assertThat(parsed.refused)
                .containsExactly(new ParsedPayload.Slice(0, 96, 0, new Refusal.Truncated(2, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "15_count30_ok.bin, 30, 0",
        "16_count31.bin, 31, " + Repairs.OVERSIZED,
        "19_count128.bin, 128, " + Repairs.OVERSIZED
    })
    void moreThanThirtyRecordsAreAcceptedAndMarked(String file, int records, int repairs)
            throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge(file));
        assertThat(parsed.records()).hasSize(records);
        assertThat(parsed.datagrams.get(0).repairs()).isEqualTo(repairs);
    }

    @Test
    void everyFieldIsUnsigned() throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge("21_allones.bin").clone());
        V5Header header = parsed.header(0);
        assertThat(header.sysUptime()).isEqualTo(4_294_967_295L);
        assertThat(header.unixSecs()).isEqualTo(4_294_967_295L);
        assertThat(header.unixNsecs()).isEqualTo(4_294_967_295L);
        assertThat(header.flowSequence()).isEqualTo(4_294_967_295L);
        assertThat(header.engineType()).isEqualTo(255);
        assertThat(header.engineId()).isEqualTo(255);
        assertThat(header.samplingMode()).isEqualTo(3);
        assertThat(header.samplingInterval()).isEqualTo(16_383);

        V5Record record = parsed.record(0);
        assertThat(record.srcAddr()).isEqualTo(4_294_967_295L);
        assertThat(record.dstAddr()).isEqualTo(4_294_967_295L);
        assertThat(record.nextHop()).isEqualTo(4_294_967_295L);
        assertThat(record.packets()).isEqualTo(4_294_967_295L);
        assertThat(record.octets()).isEqualTo(4_294_967_295L);
        assertThat(record.first()).isEqualTo(4_294_967_295L);
        assertThat(record.last()).isEqualTo(4_294_967_295L);
        assertThat(record.inIf()).isEqualTo(65_535);
        assertThat(record.outIf()).isEqualTo(65_535);
        assertThat(record.srcPort()).isEqualTo(65_535);
        assertThat(record.dstPort()).isEqualTo(65_535);
        assertThat(record.srcAs()).isEqualTo(65_535);
        assertThat(record.dstAs()).isEqualTo(65_535);
        assertThat(record.tcpFlags()).isEqualTo(255);
        assertThat(record.proto()).isEqualTo(255);
        assertThat(record.tos()).isEqualTo(255);
        assertThat(record.srcMask()).isEqualTo(255);
        assertThat(record.dstMask()).isEqualTo(255);
    }

    @Test
    void trailingBytesAreMarkedOnTheDatagramBeforeThem() throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge("22_trailing6.bin"));
        assertThat(parsed.datagrams)
                .containsExactly(new ParsedPayload.Slice(0, 72, Repairs.TRAILING_BYTES, null));
        assertThat(parsed.trailing).containsExactly(new ParsedPayload.Slice(72, 6, 0, null));
    }

    @Test
    void twoDatagramsInOnePayloadAreReadInOrder() throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge("23_two_v5_concatenated.bin"));
        assertThat(parsed.datagrams)
                .containsExactly(
                        new ParsedPayload.Slice(0, 72, 0, null),
                        new ParsedPayload.Slice(72, 120, Repairs.CONCATENATED, null));
    }

    @Test
    void aForeignDatagramBehindOneIsRefusedAndNoTrailingByte() throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge("24_v5_then_v7.bin"));
        assertThat(parsed.datagrams).containsExactly(new ParsedPayload.Slice(0, 72, 0, null));
        assertThat(parsed.refused)
                .containsExactly(
                        new ParsedPayload.Slice(72, 76, 0, new Refusal.UnsupportedVersion(7)));
    }

    @ParameterizedTest(name = "{0}: mode {1}, 1 in {2}")
    @CsvSource({
        "30_sampling_m0_i0.bin, 0, 0",
        "30_sampling_m0_i1.bin, 0, 1",
        "30_sampling_m0_i1000.bin, 0, 1000",
        "30_sampling_m1_i0.bin, 1, 0",
        "30_sampling_m1_i100.bin, 1, 100",
        "30_sampling_m2_i512.bin, 2, 512",
        "30_sampling_m3_i16383.bin, 3, 16383",
        "31_sampling_0xC350.bin, 3, 848",
    })
    void samplingModeIsMaskedOffTheInterval(String file, int mode, int interval)
            throws IOException {
        V5Header header = ParsedPayload.of(Fixture.edge(file)).header(0);
        assertThat(header.samplingMode()).isEqualTo(mode);
        assertThat(header.samplingInterval()).isEqualTo(interval);
    }

    @ParameterizedTest(name = "{0}: from {1} to {2} ms before export, repairs {3}")
    @CsvSource({
        // sys_uptime 3381: First 0xFFFFFFFF is 1 ms before boot, Last 2577.
        "40_first_minus1.bin, 3382, 804, 0",
        // sys_uptime 1, behind the wrap of both.
        "41_uptime_wrapped.bin, 1570709, 1568927, 0",
        // sys_uptime 5000, Last 1000, First 4096 ms before the wrap.
        "42_wrap_between.bin, 9096, 4000, 0",
        // sys_uptime 100000, Last 50 ms ahead.
        "43_last_after_uptime_small.bin, 1000, 0, " + Repairs.LAST_AFTER_UPTIME,
        "44_uptime0_first_20days.bin, 0, 0, " + Repairs.IMPLAUSIBLE_TIME,
        "45_nsec_over_1e9.bin, 10000, 5000, 0",
    })
    void timesAreAgesAtExport(String file, int startAge, int endAge, int repairs)
            throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge(file));
        int uptime = (int) parsed.header(0).sysUptime();
        int first = (int) parsed.record(0).first();
        int last = (int) parsed.record(0).last();

        int end = V5Time.endAgeMillis(uptime, last);
        assertThat(end).as("age of the end").isEqualTo(endAge);
        assertThat(V5Time.startAgeMillis(uptime, first, end))
                .as("age of the start")
                .isEqualTo(startAge);
        assertThat(V5Time.repairs(uptime, first, last)).as("repairs").isEqualTo(repairs);
    }

    @Test
    void aFirstOfAllOnesIsOneMillisecondBeforeBoot() throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge("40_first_minus1.bin"));
        V5Header header = parsed.header(0);
        int uptime = (int) header.sysUptime();
        int end = V5Time.endAgeMillis(uptime, (int) parsed.record(0).last());
        int start = V5Time.startAgeMillis(uptime, (int) parsed.record(0).first(), end);
        assertThat(header.exportedAtMillis()).isEqualTo(EXPORTED_AT);
        assertThat(header.exportedAtMillis() - start).isEqualTo(header.bootedAtMillis() - 1);
    }

    @Test
    void nanosecondsBeyondASecondAreClampedToItsEndAndMarked() throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge("45_nsec_over_1e9.bin"));
        assertThat(parsed.header(0).exportedAtMillis())
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000L, 999_999_999).toEpochMilli());
        assertThat(parsed.datagrams.get(0).repairs()).isEqualTo(Repairs.NSECS_OUT_OF_RANGE);
    }

    @Test
    void theSequenceGoesOnAcrossItsWrap() throws IOException {
        V5Header before = ParsedPayload.of(Fixture.edge("46_seq_wrap_a.bin")).header(0);
        V5Header after = ParsedPayload.of(Fixture.edge("47_seq_wrap_b.bin")).header(0);
        assertThat((before.flowSequence() + before.count()) & 0xFFFF_FFFFL)
                .isEqualTo(after.flowSequence());
    }

    @ParameterizedTest(name = "{0}: ports {1} and {2}")
    @CsvSource({"50_icmp_dport.bin, 0, 2048", "51_icmp_in_sport.bin, 2048, 0"})
    void icmpTypeAndCodeStayInThePortTheExporterChose(String file, int srcPort, int dstPort)
            throws IOException {
        V5Record record = ParsedPayload.of(Fixture.edge(file)).record(0);
        assertThat(record.proto()).isEqualTo(1);
        assertThat(record.srcPort()).isEqualTo(srcPort);
        assertThat(record.dstPort()).isEqualTo(dstPort);
    }

    @ParameterizedTest
    @CsvSource({"52_pad2_0008.bin", "53_pad2_0100.bin"})
    void paddingChangesNothing(String file) throws IOException {
        byte[] padded = Fixture.edge(file);
        byte[] plain = padded.clone();
        V5Layout.put16(plain, V5Layout.HEADER_LENGTH + V5Layout.PAD2, 0);
        assertThat(plain).isNotEqualTo(padded);
        assertThat(ParsedPayload.of(padded).datagrams).isEqualTo(ParsedPayload.of(plain).datagrams);
        assertThat(ParsedPayload.of(padded).record(0).dstMask())
                .isEqualTo(ParsedPayload.of(plain).record(0).dstMask());
    }

    @ParameterizedTest(name = "{0}: {1} packets, {2} octets")
    @CsvSource({
        "54_max_counters.bin, 8589934590, 8589934590",
        "55_zero_counters.bin, 0, 0",
    })
    void countersAreUnsignedAndTheirSumsNeed64Bits(String file, long packets, long octets)
            throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge(file));
        assertThat(parsed.packets()).isEqualTo(packets);
        assertThat(parsed.octets()).isEqualTo(octets);
    }

    @Test
    void identicalRecordsAreNoDuplicates() throws IOException {
        ParsedPayload parsed = ParsedPayload.of(Fixture.edge("56_two_identical_records.bin"));
        assertThat(parsed.records()).hasSize(2);
        assertThat(parsed.octets()).isEqualTo(6_442_450_944L);
    }
}
