package io.flowledger.netflow.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every payload of {@code netflow/edge} against the policy in {@code edge_expected.json}. */
class EdgePolicyTest {

    @TestFactory
    Stream<DynamicTest> everyEdgePayloadIsTreatedByThePolicy() throws IOException {
        JsonNode cases = new ObjectMapper().readTree(Fixture.bytes("edge_expected.json"));
        assertThat(cases).hasSizeGreaterThan(40);
        return StreamSupport.stream(cases.spliterator(), false)
                .map(
                        expected ->
                                DynamicTest.dynamicTest(
                                        expected.get("file").asText()
                                                + ": "
                                                + expected.get("why").asText(),
                                        () -> check(expected)));
    }

    private static void check(JsonNode expected) throws IOException {
        byte[] payload = Fixture.bytes(expected.get("file").asText());
        assertThat(payload).as("payload").hasSize(expected.get("length").asInt());

        ParsedPayload parsed = ParsedPayload.of(payload);

        boolean accepted = expected.get("expect").asText().equals("accept");
        assertThat(parsed.datagrams.isEmpty()).as("refused whole").isEqualTo(!accepted);
        assertThat(parsed.records()).as("records").hasSize(expected.get("records").asInt());
        assertThat(parsed.lostTruncated())
                .as("flows lost as truncated")
                .isEqualTo(expected.path("lost_truncated").asInt(0));
        assertThat(parsed.trailingBytes())
                .as("trailing bytes")
                .isEqualTo(expected.path("trailing_bytes").asInt(0));
        if (accepted) {
            assertThat(parsed.refusedVersions())
                    .as("versions refused behind the first datagram")
                    .isEqualTo(integers(expected.path("refused_versions")));
        } else {
            assertThat(parsed.refused).as("one refusal, of all bytes").hasSize(1);
            assertThat(parsed.refused.get(0).length()).isEqualTo(payload.length);
        }
    }

    private static List<Integer> integers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
    }
}
