package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExporterAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationsTest {

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int UNREGISTERED = 60_000;

    private final Names names = new Names();

    /**
     * The registry: service-names-port-numbers,
     * www.iana.org/assignments/service-names-port-numbers.
     */
    @ParameterizedTest
    @CsvSource({
        "6, 22, ssh",
        "6, 80, http",
        "6, 443, https",
        "17, 443, https",
        "17, 53, domain",
        "17, 123, ntp",
        "6, 514, shell",
        "17, 514, syslog",
        "6, 3389, ms-wbt-server",
        "6, 6063, x11",
        "17, 4739, ipfix",
        "132, 2905, m3ua",
        "33, 9, discard"
    })
    void aRegisteredPortNamesTheApplication(int protocol, int port, String application) {
        Applications shipped = Enrichment.none(names).applications();

        assertThat(of(shipped, protocol, UNREGISTERED, port)).isEqualTo(application);
        assertThat(of(shipped, protocol, port, UNREGISTERED)).isEqualTo(application);
    }

    @Test
    void ofTwoRegisteredPortsTheLowerOneDecides() {
        Applications shipped = Enrichment.none(names).applications();

        assertThat(of(shipped, TCP, 443, 3306)).isEqualTo("https");
        assertThat(of(shipped, TCP, 3306, 443)).isEqualTo("https");
    }

    @Test
    void whatNobodyRegisteredStaysUnknown() {
        Applications shipped = Enrichment.none(names).applications();

        assertThat(shipped.application(TCP, 1, UNREGISTERED, 2, UNREGISTERED + 1)).isZero();
        assertThat(shipped.application(TCP, 1, 0, 2, 0)).as("fragments have no ports").isZero();
        assertThat(shipped.application(253, 1, 0, 2, 0)).as("for experiments").isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, icmp", "47, gre", "50, esp", "89, ospf"})
    void protocolsWithoutPortsGoByTheirName(int protocol, String application) {
        assertThat(of(Enrichment.none(names).applications(), protocol, 0, 2048))
                .isEqualTo(application);
    }

    @Test
    void rulesGoBeforeTheRegistry() throws EnrichmentException {
        Applications applications =
                read(
                        """
                        protocol,port,application
                        tcp,8080,shop
                        udp,61000-61999,game
                        17,61500,voice
                        icmp,,ping
                        tcp,,other tcp
                        """);

        assertThat(of(applications, TCP, UNREGISTERED, 8_080)).isEqualTo("shop");
        assertThat(of(applications, UDP, UNREGISTERED, 61_000)).isEqualTo("game");
        assertThat(of(applications, UDP, 61_999, 443))
                .as("though 443 is registered")
                .isEqualTo("game");
        assertThat(of(applications, UDP, UNREGISTERED, 61_500))
                .as("the narrower range")
                .isEqualTo("voice");
        assertThat(of(applications, UDP, 61_100, 61_500)).isEqualTo("voice");
        assertThat(of(applications, UDP, UNREGISTERED, 62_000)).isNull();
        assertThat(of(applications, 1, 0, 2_048)).isEqualTo("ping");
        assertThat(of(applications, TCP, UNREGISTERED, 443))
                .as("every port of tcp")
                .isEqualTo("other tcp");
        assertThat(of(applications, 47, 0, 0)).isEqualTo("gre");
    }

    @Test
    void ofTwoRulesAsNarrowTheLowerPortDecides() throws EnrichmentException {
        Applications applications =
                read("protocol,port,application\ntcp,9000,nine\ntcp,7000,seven\n");

        assertThat(of(applications, TCP, 9_000, 7_000)).isEqualTo("seven");
        assertThat(of(applications, TCP, 7_000, 9_000)).isEqualTo("seven");
    }

    @Test
    void aRuleOfAServerHoldsForFlowsToAndFromIt() throws EnrichmentException {
        Applications applications =
                read(
                        """
                        protocol,port,application,server
                        tcp,443,billing,192.0.2.10/32
                        tcp,443,web farm,192.0.2.0/24
                        tcp,443,other web,
                        tcp,,lab,198.51.100.0/24
                        """);

        assertThat(tcp(applications, "203.0.113.5", UNREGISTERED, "192.0.2.10", 443))
                .isEqualTo("billing");
        assertThat(tcp(applications, "192.0.2.10", 443, "203.0.113.5", UNREGISTERED))
                .isEqualTo("billing");
        assertThat(tcp(applications, "203.0.113.5", UNREGISTERED, "192.0.2.11", 443))
                .isEqualTo("web farm");
        assertThat(tcp(applications, "192.0.2.10", UNREGISTERED, "203.0.113.5", 443))
                .as("a server's address, but the port is the other side's")
                .isEqualTo("other web");
        assertThat(tcp(applications, "192.0.2.11", 443, "192.0.2.10", 443))
                .as("the longer prefix")
                .isEqualTo("billing");
        assertThat(tcp(applications, "198.51.100.7", 22, "203.0.113.5", UNREGISTERED))
                .isEqualTo("lab");
        assertThat(tcp(applications, "203.0.113.5", UNREGISTERED, "203.0.113.6", 22))
                .isEqualTo("ssh");
    }

    private Applications read(String text) throws EnrichmentException {
        return MemoryFiles.empty().write("applications.csv", text).load(names).applications();
    }

    private String of(Applications applications, int protocol, int srcPort, int dstPort) {
        return names.name(applications.application(protocol, 1, srcPort, 2, dstPort));
    }

    private String tcp(
            Applications applications, String source, int srcPort, String server, int dstPort) {
        return names.name(
                applications.application(TCP, address(source), srcPort, address(server), dstPort));
    }

    private static int address(String text) {
        return (int) ExporterAddress.low(ExporterAddress.parse(text));
    }
}
