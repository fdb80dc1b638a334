package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ViewTest {

    @Test
    void everyColumnCanBeAKey() {
        for (KeyColumn column : KeyColumn.values()) {
            assertThat(TrafficOfTest.view("v", 1, column.columnName()).keys())
                    .containsExactly(KeyPart.parse(column.columnName()));
        }
    }

    @Test
    void aNetworkIsFoundByMaskByLengthOrByTheList() {
        assertThat(Arrays.asList("src_network", "dst_network/24", "src_network/prefixes"))
                .allSatisfy(text -> assertThat(KeyPart.parse(text)).hasToString(text));
        assertThatThrownBy(() -> KeyPart.parse("src_network/33"))
                .hasMessage(
                        "'src_network/33': after the / comes a length of 0 to 32, or 'prefixes'");
        assertThatThrownBy(() -> KeyPart.parse("src_as/24"))
                .hasMessage("only a network takes a length, not 'src_as/24'");
        assertThatThrownBy(() -> KeyPart.parse("srcas"))
                .hasMessageStartingWith(
                        "there is no key 'srcas'; known are exporter, engine, in_if");
    }

    @Test
    void aViewThatCannotBeIsRefusedInWords() {
        assertThatThrownBy(() -> TrafficOfTest.view("Top Hosts", 1))
                .hasMessageStartingWith("'Top Hosts' is no name of a view");
        assertThatThrownBy(() -> TrafficOfTest.view("v", 0)).hasMessageContaining("1 to 1000000");
        assertThatThrownBy(() -> TrafficOfTest.view("v", 1, "protocol", "protocol"))
                .hasMessage("protocol is named twice");
        assertThatThrownBy(
                        () ->
                                TrafficOfTest.view(
                                        "v",
                                        1,
                                        "src_addr",
                                        "dst_addr",
                                        "src_network",
                                        "dst_network"))
                .hasMessageStartingWith("its keys do not fit into two times 64 bits");
        assertThatThrownBy(() -> view(Map.of(), Duration.ofMinutes(7)))
                .hasMessageStartingWith("a window is 10 s to a day and divides the day evenly");
        assertThatThrownBy(() -> view(Map.of("protocol", List.of("256")), Duration.ofMinutes(1)))
                .hasMessage(
                        "protocol: '256' is no number of 0 to 255, nor two with a dash between them");
        assertThatThrownBy(
                        () ->
                                view(
                                        Map.of("src_addr", List.of("10.0.0.1/8")),
                                        Duration.ofMinutes(1)))
                .hasMessage(
                        "src_addr: '10.0.0.1/8' is no IPv4 address or prefix, such as 192.0.2.0/24");
        assertThatThrownBy(() -> view(Map.of("direction", List.of("in")), Duration.ofMinutes(1)))
                .hasMessage(
                        "direction: 'in' is none of unknown, inbound, outbound, internal, transit");
    }

    @Test
    void aViewGoesThroughItsBytes() throws Exception {
        View view =
                View.of(
                        "v",
                        List.of("exporter", "src_network/24", "dst_site"),
                        Map.of("protocol", List.of("6", "17-20"), "src_site", List.of("Köln")),
                        Map.of("dst_network", List.of("10.0.0.0/8")),
                        Duration.ofMinutes(5),
                        77);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        view.write(new DataOutputStream(bytes));

        assertThat(View.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(view);
    }

    @Property
    void namesInAKeyAreReplacedAndNothingElse(
            @ForAll @LongRange(min = 0, max = (1 << 24) - 1) long site,
            @ForAll @LongRange(min = 0, max = (1 << 24) - 1) long customer,
            @ForAll @LongRange(min = 0, max = 0xFFFF_FFFFL) long address) {
        KeyLayout layout =
                TrafficOfTest.view("v", 1, "src_site", "src_addr", "dst_customer", "in_if")
                        .layout();
        long high = site | address << 24;
        long low = customer | 12L << 24;

        long renamedHigh = layout.renamedHigh(high, name -> 7);
        long renamedLow = layout.renamedLow(low, name -> 8);

        assertThat(layout.value(0, renamedHigh, renamedLow)).isEqualTo(7);
        assertThat(layout.value(1, renamedHigh, renamedLow)).isEqualTo(address);
        assertThat(layout.value(2, renamedHigh, renamedLow)).isEqualTo(8);
        assertThat(layout.value(3, renamedHigh, renamedLow)).isEqualTo(12);
    }

    private static View view(Map<String, List<String>> only, Duration window) {
        return View.of("v", List.of("protocol"), only, Map.of(), window, 10);
    }
}
