package io.flowledger.netflow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.FactoryUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetflowTableFactoryTest {

    private static final Column BYTES = Column.physical("bytes", DataTypes.BIGINT());

    @Test
    void aTableThatListensIsFoundByItsConnector() {
        DynamicTableSource source =
                source(Map.of("listen", "0.0.0.0:2055,[::]:2056", "spool", "/tmp/s"), BYTES);

        assertThat(source).isInstanceOf(NetflowTableSource.class);
        assertThat(source.asSummaryString()).isEqualTo("live NetFlow v5");
    }

    @Test
    void everyColumnCanBeDeclaredWithItsType() {
        Column[] all =
                java.util.Arrays.stream(LiveColumn.values())
                        .map(column -> Column.physical(column.columnName(), column.type()))
                        .toArray(Column[]::new);

        assertThatCode(() -> source(Map.of("captures", "x.pcap"), all)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spool=/tmp/s | nothing to read: set one of the options 'listen', 'attach', 'watch', 'captures'
                    listen=0.0.0.0:2055;attach=/tmp/s | options 'listen' and 'attach' exclude each other: keep one
                    listen=0.0.0.0:2055 | option 'spool' is missing: say in which directory received datagrams are kept
                    listen=2055;spool=/tmp/s | option 'listen': '2055' is not an address to listen on
                    listen=0.0.0.0:2055,0.0.0.0:2055;spool=/tmp/s | option 'listen': 0.0.0.0:2055 is named twice
                    listen=,;spool=/tmp/s | option 'listen': it is empty
                    listen=0.0.0.0:2055;spool=/tmp/s;sockets=65 | option 'sockets': 65: give 1 to 64
                    listen=0.0.0.0:2055;spool=/tmp/s;receive-buffer=3g | option 'receive-buffer': 3221225472 bytes
                    listen=0.0.0.0:2055;spool=/tmp/s;allow=10.0.0.1/8 | option 'allow': allowed exporters: '10.0.0.1/8': it has bits set behind the prefix
                    listen=0.0.0.0:2055;spool=/tmp/s;spool-limit=1m | option 'spool-limit': spool quota 1048576 bytes: give at least two segments
                    listen=0.0.0.0:2055;spool=/tmp/s;sync=often | Could not parse value 'often' for key 'sync'
                    listen=0.0.0.0:2055;spool=/tmp/s;scan.parallelism=0 | option 'scan.parallelism': 0: give at least 1
                    listen=0.0.0.0:2055;spool=/tmp/s;port=2055 | option 'port' goes with 'captures', not with 'listen': leave it out
                    attach=/tmp/s;allow=10.0.0.0/8 | option 'allow' goes with 'listen', not with 'attach': leave it out
                    captures=x.pcap;port=70000 | option 'port': '70000' is no UDP port: give 0 to 65535
                    captures=x.pcap;stop-after=1 min | option 'stop-after' goes with 'listen', 'attach' or 'watch', not with 'captures'
                    captures=x.pcap;colour=red | colour
                    """)
    void aWrongOptionIsNamed(String options, String message) {
        Map<String, String> given = new HashMap<>();
        for (String option : options.trim().split(";")) {
            given.put(option.split("=", 2)[0], option.split("=", 2)[1]);
        }

        assertThatThrownBy(() -> source(given, BYTES)).hasStackTraceContaining(message.trim());
    }

    @Test
    void aColumnThatDoesNotExistIsNamedWithThoseThatDo() {
        Column column = Column.physical("srcaddr", DataTypes.BIGINT());

        assertThatThrownBy(() -> source(Map.of("captures", "x.pcap"), column))
                .hasStackTraceContaining(
                        "column 'srcaddr' is none of the connector netflow; it has src_addr,"
                                + " dst_addr,");
    }

    @Test
    void aColumnOfAnotherTypeIsNamedWithItsOwn() {
        Column column = Column.physical("src_addr", DataTypes.STRING());

        assertThatThrownBy(() -> source(Map.of("captures", "x.pcap"), column))
                .hasStackTraceContaining(
                        "column 'src_addr' is declared as STRING: declare it as BIGINT");
    }

    @Test
    void aColumnThatRefusedPayloadsHaveNoneOfCannotBeNotNullBesideThem() {
        Column[] columns = {
            Column.physical("bytes", DataTypes.BIGINT().notNull()),
            Column.metadata("why", DataTypes.STRING(), "refusal", true)
        };

        assertThatThrownBy(() -> source(Map.of("captures", "x.pcap"), columns))
                .hasStackTraceContaining("column 'bytes' is declared NOT NULL");
        assertThatCode(() -> source(Map.of("captures", "x.pcap"), columns[0]))
                .doesNotThrowAnyException();
    }

    private static DynamicTableSource source(Map<String, String> options, Column... columns) {
        Map<String, String> all = new HashMap<>(options);
        all.put("connector", NetflowTableFactory.IDENTIFIER);
        ResolvedSchema schema = ResolvedSchema.of(List.of(columns));
        CatalogTable table =
                CatalogTable.newBuilder()
                        .schema(Schema.newBuilder().fromResolvedSchema(schema).build())
                        .options(all)
                        .build();
        return FactoryUtil.createDynamicTableSource(
                null,
                ObjectIdentifier.of("c", "d", "live"),
                new ResolvedCatalogTable(table, schema),
                Map.of(),
                new Configuration(),
                NetflowTableFactoryTest.class.getClassLoader(),
                false);
    }
}
