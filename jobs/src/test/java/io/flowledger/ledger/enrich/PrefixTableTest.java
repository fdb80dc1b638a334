package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExporterAddress;
import org.junit.jupiter.api.Test;

class PrefixTableTest {

    private final Names names = new Names();

    @Test
    void theLongestPrefixAroundAnAddressIsFound() throws EnrichmentException {
        PrefixTable table =
                table(
                        """
                        prefix,site,data_centre,customer,zone
                        10.0.0.0/8,Berlin,B1,,internal
                        10.1.0.0/16,Hamburg,H1,,internal
                        10.1.2.3/32,Hamburg,H2,Acme,dmz
                        200.0.0.0/7,,,Upper,
                        """);

        assertThat(site(table, "10.0.0.0")).isEqualTo("Berlin");
        assertThat(site(table, "10.0.255.255")).isEqualTo("Berlin");
        assertThat(site(table, "10.1.0.0")).isEqualTo("Hamburg");
        assertThat(site(table, "10.1.255.255")).isEqualTo("Hamburg");
        assertThat(site(table, "10.2.0.0")).isEqualTo("Berlin");
        int host = table.find(address("10.1.2.3"));
        assertThat(names.name(table.dataCentre(host))).isEqualTo("H2");
        assertThat(names.name(table.customer(host))).isEqualTo("Acme");
        assertThat(names.name(table.zone(host))).isEqualTo("dmz");
        assertThat(table.network(host)).isEqualTo(address("10.1.2.3"));
        assertThat(table.length(host)).isEqualTo(32);
        int upper = table.find(address("201.255.255.255"));
        assertThat(names.name(table.customer(upper))).isEqualTo("Upper");
        assertThat(table.network(upper)).isEqualTo(address("200.0.0.0"));
        assertThat(table.find(address("9.255.255.255"))).isEqualTo(-1);
        assertThat(table.find(address("11.0.0.0"))).isEqualTo(-1);
        assertThat(table.find(address("202.0.0.0"))).isEqualTo(-1);
        assertThat(table.find(address("255.255.255.255"))).isEqualTo(-1);
        assertThat(table.find(0)).isEqualTo(-1);
    }

    @Test
    void anEmptyColumnIsTakenFromTheNextShorterPrefixThatHasIt() throws EnrichmentException {
        PrefixTable table =
                table(
                        """
                        prefix,site,customer,zone
                        10.1.2.0/24,,,dmz
                        10.1.0.0/16,,Acme,
                        10.0.0.0/8,Berlin,Own,internal
                        """);

        int row = table.find(address("10.1.2.9"));
        assertThat(names.name(table.site(row))).isEqualTo("Berlin");
        assertThat(names.name(table.customer(row))).isEqualTo("Acme");
        assertThat(names.name(table.zone(row))).isEqualTo("dmz");
        assertThat(table.dataCentre(row)).as("nobody says").isZero();
        assertThat(table.length(row)).isEqualTo(24);
    }

    @Test
    void theWholeInternetIsAPrefix() throws EnrichmentException {
        PrefixTable table =
                table("prefix,site\n0.0.0.0/0,Elsewhere\n255.255.255.255/32,Broadcast\n");

        assertThat(site(table, "0.0.0.0")).isEqualTo("Elsewhere");
        assertThat(site(table, "128.0.0.0")).isEqualTo("Elsewhere");
        assertThat(site(table, "255.255.255.254")).isEqualTo("Elsewhere");
        assertThat(site(table, "255.255.255.255")).isEqualTo("Broadcast");
    }

    @Test
    void ipv6NetworksArePassedOverSinceNoFlowOfV5IsInThem() throws EnrichmentException {
        PrefixTable table = table("prefix,site\n2001:db8::/32,Berlin\n192.0.2.0/24,Berlin\n");

        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void withoutAFileEveryAddressIsUnknown() {
        PrefixTable none = Enrichment.none(names).prefixes();

        assertThat(none.size()).isZero();
        assertThat(none.find(address("10.0.0.1"))).isEqualTo(-1);
        assertThat(none.find(0)).isEqualTo(-1);
    }

    private PrefixTable table(String text) throws EnrichmentException {
        return MemoryFiles.empty().write("prefixes.csv", text).load(names).prefixes();
    }

    private String site(PrefixTable table, String address) {
        return names.name(table.site(table.find(address(address))));
    }

    private static int address(String text) {
        return (int) ExporterAddress.low(ExporterAddress.parse(text));
    }
}
