package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and the words in which: file and line, what is wrong, what is expected. */
class RefusedFilesTest {

    private static final String NOT_UTF8 = "prefixes.csv line 2: not UTF-8; convert it";
    private static final String MISSING = "as.csv: does not exist, or may not be read";

    /** All that cases here expect. */
    static List<String> messages() {
        return Stream.concat(
                        Stream.of(NOT_UTF8, MISSING),
                        aBadRowIsRefusedWithItsFileAndLine().map(row -> (String) row.get()[2]))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void aBadRowIsRefusedWithItsFileAndLine(String file, String text, String message) {
        assertThat(refusal(MemoryFiles.empty().write(file, text)))
                .hasMessage(message)
                .satisfies(e -> assertThat(e.problems()).containsExactly(message));
    }

    static Stream<Arguments> aBadRowIsRefusedWithItsFileAndLine() {
        return Stream.of(
                Arguments.of(
                        "prefixes.csv",
                        "# ours\nprefix,site\n10.0.0.0/8,Berlin\n\n10.1.0.1/16,Hamburg\n",
                        "prefixes.csv line 5: '10.1.0.1/16' has bits set behind the prefix; write"
                                + " 10.1.0.0/16"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix\r\n10.0.0.0/8\r\n10.0.0\r\n",
                        "prefixes.csv line 3: '10.0.0' is no network; write one as 192.0.2.0/24"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix\n300.0.0.0/8\n",
                        "prefixes.csv line 2: '300.0.0.0/8' is no network; write one as"
                                + " 192.0.2.0/24"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix\n192.0.2.7\n",
                        "prefixes.csv line 2: '192.0.2.7' has no prefix length; a single address is"
                                + " /32"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix\n192.0.2.0/33\n",
                        "prefixes.csv line 2: the prefix length of 192.0.2.0 '33' is no number from"
                                + " 0 to 32"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix\n2001:db8::/129\n",
                        "prefixes.csv line 2: the prefix length of 2001:db8:: '129' is no number"
                                + " from 0 to 128"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix\n10:0:0/8\n",
                        "prefixes.csv line 2: '10:0:0/8' is no network; write one as 192.0.2.0/24"),
                Arguments.of(
                        "prefixes.csv",
                        "site,prefix\nBerlin,\n",
                        "prefixes.csv line 2: the column 'prefix' is empty; fill it"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix,site\n10.0.0.0/8,A\n10.1.0.0/16,B\n10.0.0.0/8,A\n",
                        "prefixes.csv line 4: 10.0.0.0/8 is on line 2 already; keep one of them"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix,site\n10.0.0.0/8\n",
                        "prefixes.csv line 2: 1 fields, but the first line names 2 columns"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix,site\n10.0.0.0/8,Berlin,Mitte\n",
                        "prefixes.csv line 2: 3 fields, but the first line names 2 columns"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix,site\n10.0.0.0/8,\"Berlin\nMitte\"\n",
                        "prefixes.csv line 2: a value goes on over the line break; keep it on one"
                                + " line, or end its quotes"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix,site\n10.0.0.0/8,A\n10.1.0.0/16,\"B\n10.2.0.0/16,C\n",
                        "prefixes.csv line 3: a quoted value does not end; close its quotes"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix,site\n10.0.0.0/8,A\n10.1.0.0/16,\"B\" C\n",
                        "prefixes.csv line 3: a quoted value goes on after its quotes; write a"
                                + " quote within as \"\""),
                Arguments.of(
                        "prefixes.csv",
                        "",
                        "prefixes.csv: is empty; the first line must name the columns: prefix,"
                                + " site, data_centre, customer, zone"),
                Arguments.of(
                        "prefixes.csv",
                        "10.0.0.0/8,Berlin\n",
                        "prefixes.csv line 1: the first line must name the columns, among them"
                                + " prefix; known are prefix, site, data_centre, customer, zone"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix;site\n10.0.0.0/8;Berlin\n",
                        "prefixes.csv line 1: the first line must name the columns, among them"
                                + " prefix; known are prefix, site, data_centre, customer, zone;"
                                + " separate them by commas"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix,costumer\n10.0.0.0/8,Acme\n",
                        "prefixes.csv line 1: unknown column 'costumer'; did you mean"
                                + " 'customer'?"),
                Arguments.of(
                        "prefixes.csv",
                        "prefix,site,Site\n10.0.0.0/8,A,B\n",
                        "prefixes.csv line 1: the column 'site' is there twice; name each column"
                                + " once"),
                Arguments.of(
                        "interfaces.csv",
                        "exporter,if_index\nrouter1.example,1\n",
                        "interfaces.csv line 2: exporter 'router1.example' is no address; write"
                                + " the one it sends from, 192.0.2.1 or 2001:db8::1"),
                Arguments.of(
                        "interfaces.csv",
                        "exporter,if_index\n192.0.2.1,Gi0/1\n",
                        "interfaces.csv line 2: if_index 'Gi0/1' is no number from 0 to"
                                + " 2147483647"),
                Arguments.of(
                        "interfaces.csv",
                        "exporter,if_index,speed\n192.0.2.1,1,fast\n",
                        "interfaces.csv line 2: speed 'fast' is no speed; write bits per second,"
                                + " or 100M, 2.5G, 10G"),
                Arguments.of(
                        "interfaces.csv",
                        "exporter,if_index,direction\n192.0.2.1,1,in\n",
                        "interfaces.csv line 2: direction 'in' is neither internal nor external,"
                                + " nor empty"),
                Arguments.of(
                        "interfaces.csv",
                        "exporter,if_index\n::ffff:192.0.2.1,1\n192.0.2.1,1\n",
                        "interfaces.csv line 3: interface 1 of 192.0.2.1 is on line 2 already;"
                                + " keep one of them"),
                Arguments.of(
                        "as.csv",
                        "as,name\nAS-EXAMPLE,Example\n",
                        "as.csv line 2: 'AS-EXAMPLE' is no AS number; write 64500 or AS64500"),
                Arguments.of(
                        "as.csv",
                        "as,name\n4294967296,Example\n",
                        "as.csv line 2: '4294967296' is no AS number; write 64500 or AS64500"),
                Arguments.of(
                        "as.csv",
                        "as,name\n64500,\n",
                        "as.csv line 2: the column 'name' is empty; fill it"),
                Arguments.of(
                        "as.csv",
                        "64500 A\n64501\n",
                        "as.csv line 2: '64501' is no AS number, blanks and a name"),
                Arguments.of(
                        "as.csv",
                        "64500 A\nAS64500 B\n",
                        "as.csv line 2: AS 64500 is on line 1 already; keep one of them"),
                Arguments.of(
                        "applications.csv",
                        "protocol,port,application\ntpc,80,web\n",
                        "applications.csv line 2: protocol 'tpc' is not known; write tcp, udp, …"
                                + " or its number"),
                Arguments.of(
                        "applications.csv",
                        "protocol,port,application\ntcp,http,web\n",
                        "applications.csv line 2: port 'http' is none from 0 to 65535; write 8080"
                                + " or a range 8000-8099"),
                Arguments.of(
                        "applications.csv",
                        "protocol,port,application\ntcp,90-80,web\n",
                        "applications.csv line 2: port '90-80' is none from 0 to 65535; write 8080"
                                + " or a range 8000-8099"),
                Arguments.of(
                        "applications.csv",
                        "protocol,port,application\ngre,80,web\n",
                        "applications.csv line 2: protocol gre has no ports; leave the column"
                                + " 'port' empty"),
                Arguments.of(
                        "applications.csv",
                        "protocol,port,application\ntcp,80,\n",
                        "applications.csv line 2: the column 'application' is empty; fill it"),
                Arguments.of(
                        "applications.csv",
                        "protocol,port,application,server\ntcp,80,web,2001:db8::1/128\n",
                        "applications.csv line 2: '2001:db8::1/128' is an IPv6 network; flows of"
                                + " NetFlow v5 have IPv4 addresses"),
                Arguments.of(
                        "applications.csv",
                        "protocol,port,application\ntcp,80,web\ntcp,443,web\n6,80,web\n",
                        "applications.csv line 4: the same protocol, port and server are on line 2"
                                + " already; keep one of them"),
                Arguments.of(
                        "applications.csv",
                        "protocol,port,application\ntcp,85-95,b\ntcp,80-90,a\n",
                        "applications.csv line 2: its ports overlap those of line 3 in part; let"
                                + " one range lie within the other, or split it"));
    }

    @Test
    void aLineFarDownIsGivenToo() {
        String rows = "# as planned\n".repeat(1_499);

        assertThat(refusal(MemoryFiles.empty().write("as.csv", "as,name\n" + rows + "1,\"A\n")))
                .hasMessage("as.csv line 1501: a quoted value does not end; close its quotes");
        assertThat(refusal(MemoryFiles.empty().write("as.csv", "as,name\n" + rows + "1,\"A\"B\n")))
                .hasMessageStartingWith("as.csv line 1501: a quoted value goes on");
        assertThat(refusal(MemoryFiles.empty().write("as.csv", "as,name\n" + rows + "x,A")))
                .hasMessageStartingWith("as.csv line 1501: 'x' is no AS number");
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithItsLine() {
        byte[] latin1 = "prefix,site\n10.0.0.0/8,K\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] inList = "64500 K\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(refusal(MemoryFiles.empty().write("prefixes.csv", latin1))).hasMessage(NOT_UTF8);
        assertThat(refusal(MemoryFiles.empty().write("as.csv", inList)))
                .hasMessage("as.csv line 1: not UTF-8; convert it");
    }

    @Test
    void whatCannotBeReadIsRefusedWithTheReason() {
        MemoryFiles files = MemoryFiles.empty();
        files.delete("as.csv");

        assertThat(refusal(files)).hasMessage(MISSING);
    }

    @Test
    void theFirstTenProblemsOfAllFilesAreListedAndTheRestCounted() {
        StringBuilder bad = new StringBuilder("prefix\n");
        for (int i = 0; i < 20; i++) {
            bad.append("10.0.0.").append(i).append("/8x\n");
        }
        EnrichmentException refusal =
                refusal(
                        MemoryFiles.empty()
                                .write("prefixes.csv", bad.toString())
                                .write("as.csv", "as,name\nx,y\n"));

        assertThat(refusal.problems()).hasSize(10).first().asString().contains("line 2: ");
        assertThat(refusal).hasMessage(refusal.problems().get(0) + " (and 20 more)");
    }

    private static EnrichmentException refusal(MemoryFiles files) {
        return catchThrowableOfType(EnrichmentException.class, () -> files.load(new Names()));
    }
}
