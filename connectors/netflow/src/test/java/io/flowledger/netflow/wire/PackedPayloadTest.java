package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bytes behind a datagram are believed to be a further one. */
class PackedPayloadTest {

    private static final int ONE_RECORD = V5Layout.HEADER_LENGTH + V5Layout.RECORD_LENGTH;

    @Test
    void sixtyFourKilobytesOf0005AreNotAThousandFlows() {
        byte[] payload = new byte[V5Layout.MAX_UDP_PAYLOAD];
        for (int i = 1; i < payload.length; i += 2) {
            payload[i] = 5;
        }
        ParsedPayload parsed = ParsedPayload.of(payload);
        assertThat(parsed.records()).hasSize(5);
        assertThat(parsed.trailingBytes())
                .isEqualTo(payload.length - V5Layout.HEADER_LENGTH - 5 * V5Layout.RECORD_LENGTH);
    }

    @ParameterizedTest(name = "sequence {0} then {1} of {2} then {3} records")
    @CsvSource({
        "100, 103, 3, 2", // first-record
        "100, 102, 3, 2", // last-record
        "100, 101, 3, 2", // per-datagram
        "0, 0, 3, 2", // no sequence
        "4294967295, 2, 3, 2", // across the wrap
    })
    void everyKnownConventionMayBePacked(
            long firstSequence, long secondSequence, int firstRecords, int secondRecords) {
        byte[] payload = new byte[2 * V5Layout.HEADER_LENGTH + 5 * V5Layout.RECORD_LENGTH];
        int next = put(payload, 0, 1_000, 50, firstSequence, 0, firstRecords);
        put(payload, next, 1_000, 50, secondSequence, 0, secondRecords);
        assertThat(ParsedPayload.of(payload).datagrams).hasSize(2);
    }

    @Test
    void otherEnginesHaveTheirOwnSequence() {
        byte[] payload = new byte[2 * ONE_RECORD];
        put(payload, put(payload, 0, 1_000, 50, 7, 0, 1), 1_000, 50, 999, 1, 1);
        assertThat(ParsedPayload.of(payload).datagrams).hasSize(2);
    }

    @ParameterizedTest(name = "uptime {0} then {1}, clock {2} then {3}, sequence then {4}: {5}")
    @CsvSource({
        "1000, 1000, 50, 50, 8, 2",
        "1000, 1000, 50, 50, 9, 1", // the sequence does not go on
        "1000, 1000, 50, 50, 7, 1", // the same again is no further datagram
        "1000, 2001, 50, 51, 8, 1", // exported more than a second apart
        "1000, 2000, 50, 51, 8, 2",
        "1000, 1000, 50, 111, 8, 1", // another boot time
        "0, 2147483648, 50, 2147533, 8, 1", // 24 days apart, where |int| overflows
        "0, 2147483648, 2147533, 50, 8, 1", // and the clock the other way
        "4294967295, 400, 50, 50, 8, 2", // uptime wraps in between
    })
    void aFurtherDatagramIsOfTheSameMomentAndBoot(
            long uptime,
            long nextUptime,
            long secs,
            long nextSecs,
            long nextSequence,
            int expected) {
        byte[] payload = new byte[2 * ONE_RECORD];
        put(
                payload,
                put(payload, 0, uptime, secs, 7, 0, 1),
                nextUptime,
                nextSecs,
                nextSequence,
                0,
                1);
        ParsedPayload parsed = ParsedPayload.of(payload);
        assertThat(parsed.datagrams).hasSize(expected);
        assertThat(parsed.trailingBytes()).isEqualTo(expected == 2 ? 0 : ONE_RECORD);
    }

    @Test
    void aFurtherDatagramThatIsCutIsTrailing() {
        byte[] payload = new byte[2 * ONE_RECORD];
        put(payload, put(payload, 0, 1_000, 50, 7, 0, 1), 1_000, 50, 8, 0, 1);
        ParsedPayload parsed = ParsedPayload.of(Arrays.copyOf(payload, payload.length - 1));
        assertThat(parsed.records()).hasSize(1);
        assertThat(parsed.trailingBytes()).isEqualTo(ONE_RECORD - 1);
    }

    private static int put(
            byte[] bytes, int at, long uptime, long secs, long sequence, int engine, int records) {
        V5Encoder encoder = new V5Encoder().start(bytes, at);
        encoder.sysUptime(uptime).exportedAt(secs, 0).flowSequence(sequence).engine(0, engine);
        for (int i = 0; i < records; i++) {
            encoder.nextRecord();
        }
        return at + encoder.finish();
    }
}
