package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flowledger.netflow.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Datagrams recorded from real exporters against the values published with them. The recordings are
 * other projects' and not copied here; {@code -Dflowledger.shared.data=FOLDER} names the folder
 * that holds {@code expected.json} and them.
 */
@EnabledIfSystemProperty(named = "flowledger.shared.data", matches = ".+")
class SharedCapturesTest {

    @TestFactory
    Stream<DynamicTest> everyRecordingHoldsWhatIsKnownOfIt() throws IOException {
        Path folder = Path.of(System.getProperty("flowledger.shared.data"));
        JsonNode expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        expected.fieldNames()
                .forEachRemaining(
                        file ->
                                tests.add(
                                        DynamicTest.dynamicTest(
                                                file,
                                                () ->
                                                        check(
                                                                folder.resolve(file),
                                                                expected.get(file)))));
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void check(Path file, JsonNode expected) throws IOException {
        List<ParsedPayload> accepted = new ArrayList<>();
        for (byte[] payload : payloads(file)) {
            ParsedPayload parsed = ParsedPayload.of(payload);
            if (!parsed.datagrams.isEmpty()) {
                accepted.add(parsed);
            }
        }
        assertThat(accepted).as("accepted payloads").hasSize(expected.get("accepted").asInt());
        assertThat(accepted.stream().mapToInt(p -> p.records().size()).sum())
                .as("records")
                .isEqualTo(expected.get("records").asInt());
        assertThat(accepted.stream().mapToLong(ParsedPayload::packets).sum())
                .as("packets")
                .isEqualTo(expected.get("packets").asLong());
        assertThat(accepted.stream().mapToLong(ParsedPayload::octets).sum())
                .as("octets")
                .isEqualTo(expected.get("octets").asLong());
        JsonNode headers = expected.get("headers");
        assertThat(headers).hasSize(accepted.size());
        for (int i = 0; i < headers.size(); i++) {
            checkHeader(accepted.get(i), headers.get(i));
            checkRecord(accepted.get(i).record(0), headers.get(i).get("record_first"));
        }
    }

    private static List<byte[]> payloads(Path file) throws IOException {
        if (!file.toString().endsWith(".pcap")) {
            return List.of(Files.readAllBytes(file));
        }
        List<byte[]> payloads = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            while (reader.next()) {
                int from = reader.payloadOffset();
                payloads.add(
                        Arrays.copyOfRange(reader.bytes(), from, from + reader.payloadLength()));
            }
            assertThat(reader.isCut()).as("cut").isFalse();
        }
        return payloads;
    }

    private static void checkHeader(ParsedPayload parsed, JsonNode expected) {
        V5Header header = parsed.header(0);
        assertThat(header.version()).isEqualTo(expected.get("version").asInt());
        assertThat(header.count()).isEqualTo(expected.get("count").asInt());
        assertThat(header.sysUptime()).isEqualTo(expected.get("sys_uptime").asLong());
        assertThat(header.unixSecs()).isEqualTo(expected.get("unix_secs").asLong());
        assertThat(header.unixNsecs()).isEqualTo(expected.get("unix_nsecs").asLong());
        assertThat(header.flowSequence()).isEqualTo(expected.get("flow_sequence").asLong());
        assertThat(header.engineType()).isEqualTo(expected.get("engine_type").asInt());
        assertThat(header.engineId()).isEqualTo(expected.get("engine_id").asInt());
        assertThat(header.samplingMode()).isEqualTo(expected.get("sampling_mode").asInt());
        assertThat(header.samplingInterval()).isEqualTo(expected.get("sampling_interval").asInt());
        assertThat(parsed.trailingBytes())
                .as("trailing bytes")
                .isEqualTo(expected.get("trailing").asInt());
    }

    private static void checkRecord(V5Record record, JsonNode expected) {
        assertThat(address(record.srcAddr())).isEqualTo(expected.get("src").asText());
        assertThat(address(record.dstAddr())).isEqualTo(expected.get("dst").asText());
        assertThat(address(record.nextHop())).isEqualTo(expected.get("nexthop").asText());
        assertThat(record.inIf()).isEqualTo(expected.get("input").asInt());
        assertThat(record.outIf()).isEqualTo(expected.get("output").asInt());
        assertThat(record.packets()).isEqualTo(expected.get("packets").asLong());
        assertThat(record.octets()).isEqualTo(expected.get("octets").asLong());
        assertThat(record.first()).isEqualTo(expected.get("first").asLong());
        assertThat(record.last()).isEqualTo(expected.get("last").asLong());
        assertThat(record.srcPort()).isEqualTo(expected.get("sport").asInt());
        assertThat(record.dstPort()).isEqualTo(expected.get("dport").asInt());
        assertThat(record.tcpFlags()).isEqualTo(expected.get("tcp_flags").asInt());
        assertThat(record.proto()).isEqualTo(expected.get("proto").asInt());
        assertThat(record.tos()).isEqualTo(expected.get("tos").asInt());
        assertThat(record.srcAs()).isEqualTo(expected.get("src_as").asInt());
        assertThat(record.dstAs()).isEqualTo(expected.get("dst_as").asInt());
        assertThat(record.srcMask()).isEqualTo(expected.get("src_mask").asInt());
        assertThat(record.dstMask()).isEqualTo(expected.get("dst_mask").asInt());
    }

    private static String address(long ipv4) {
        return ExporterAddress.text(0, ExporterAddress.ofIpv4((int) ipv4));
    }
}
