package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExporterAddress;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceTableTest {

    private final Names names = new Names();

    @Test
    void anInterfaceIsFoundByExporterAndIndex() throws EnrichmentException {
        InterfaceTable table =
                table(
                        """
                        exporter,if_index,name,link,speed,direction,site
                        192.0.2.1,3,TenGigE0/0/0,transit-a,10G,external,Berlin
                        192.0.2.1,4,,,,,
                        2001:db8::1,3,xe-0/0/1,core-7,100000000000,Internal,Hamburg
                        """);

        int row = find(table, "192.0.2.1", 3);
        assertThat(names.name(table.name(row))).isEqualTo("TenGigE0/0/0");
        assertThat(names.name(table.link(row))).isEqualTo("transit-a");
        assertThat(table.speedBitsPerSecond(row)).isEqualTo(10_000_000_000L);
        assertThat(table.direction(row)).isEqualTo(Direction.EXTERNAL);
        assertThat(names.name(table.site(row))).isEqualTo("Berlin");
        int bare = find(table, "192.0.2.1", 4);
        assertThat(table.name(bare)).isZero();
        assertThat(table.speedBitsPerSecond(bare)).isZero();
        assertThat(table.direction(bare)).isEqualTo(Direction.UNKNOWN);
        int overIpv6 = find(table, "2001:db8::1", 3);
        assertThat(names.name(table.name(overIpv6))).isEqualTo("xe-0/0/1");
        assertThat(table.direction(overIpv6)).isEqualTo(Direction.INTERNAL);
        assertThat(find(table, "192.0.2.1", 5)).isEqualTo(-1);
        assertThat(find(table, "192.0.2.2", 3)).isEqualTo(-1);
    }

    @Test
    void everyOneOfManyInterfacesIsFound() throws EnrichmentException {
        StringBuilder file = new StringBuilder("exporter,if_index,name\n");
        for (int i = 0; i < 20_000; i++) {
            file.append("10.0.").append(i / 100).append(".1,").append(i % 100).append(",if ");
            file.append(i).append('\n');
        }
        InterfaceTable table = table(file.toString());

        for (int i = 0; i < 20_000; i++) {
            int row = find(table, "10.0." + i / 100 + ".1", i % 100);
            assertThat(names.name(table.name(row))).isEqualTo("if " + i);
        }
        assertThat(find(table, "10.0.0.1", 100)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "10G, 10000000000",
        "2.5G, 2500000000",
        "100M, 100000000",
        "64k, 64000",
        "1t, 1000000000000",
        "1544000, 1544000",
        "0, 0"
    })
    void speedsAreDecimal(String text, long bitsPerSecond) throws EnrichmentException {
        InterfaceTable table = table("exporter,if_index,speed\n192.0.2.1,1," + text + "\n");

        assertThat(table.speedBitsPerSecond(0)).isEqualTo(bitsPerSecond);
    }

    @Test
    void withoutAFileNoInterfaceIsKnown() {
        assertThat(find(Enrichment.none(names).interfaces(), "192.0.2.1", 1)).isEqualTo(-1);
    }

    private InterfaceTable table(String text) throws EnrichmentException {
        return MemoryFiles.empty().write("interfaces.csv", text).load(names).interfaces();
    }

    private static int find(InterfaceTable table, String exporter, int ifIndex) {
        InetAddress address = ExporterAddress.parse(exporter);
        return table.find(ExporterAddress.high(address), ExporterAddress.low(address), ifIndex);
    }
}
