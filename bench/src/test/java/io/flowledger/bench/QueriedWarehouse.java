package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.cli.Flowledger;
import io.flowledger.netflow.capture.PcapWriter;
import io.flowledger.netflow.wire.PortNames;
import io.flowledger.netflow.wire.V5Encoder;
import io.flowledger.sql.Ledger;
import io.flowledger.sql.text.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Three hours around midnight in a warehouse, made by the generator and imported with accounting:
 * the first two of three exporters, the last of four that sample; losses; and a scan of ports.
 * Asked by Flink and by DuckDB.
 */
final class QueriedWarehouse implements AutoCloseable {

    static final String SCANNER = "198.51.100.7";
    static final int SCANNED_PORTS = 300;

    private static final int SCAN_EXPORTER = 0xC000_0201;
    private static final MathContext DIGITS = new MathContext(9);

    private final TableEnvironment flink;
    private final Connection duckDb;

    private QueriedWarehouse(TableEnvironment flink, Connection duckDb) {
        this.flink = flink;
        this.duckDb = duckDb;
    }

    static QueriedWarehouse make(Path directory) throws Exception {
        Path first = directory.resolve("first.pcap");
        Path second = directory.resolve("second.pcap");
        Path scan = directory.resolve("scan.pcap");
        send(first, "2026-01-31T22:00:00Z", "2h", "3");
        send(second, "2026-02-01T00:00:00Z", "1h", "4", "--sampling", "100");
        writeScan(scan);
        Files.writeString(
                directory.resolve("prefixes.csv"),
                """
                prefix,site,data_centre
                10.0.0.0/8,Berlin,BER1
                10.0.128.0/17,Hamburg,HAM1
                """);
        Files.writeString(
                directory.resolve("interfaces.csv"),
                """
                exporter,if_index,name,link,direction
                127.0.0.1,1,xe-0,transit-a,external
                127.0.0.1,2,xe-1,core,internal
                127.0.0.2,1,xe-0,transit-b,external
                """);
        Path accounting = directory.resolve("accounting.yaml");
        Files.writeString(
                accounting,
                """
                enrichment: {prefixes: prefixes.csv, interfaces: interfaces.csv}
                views:
                  - exporters
                  - interfaces
                  - sites
                  - links
                  - {name: data_centres, keys: [src_data_centre, dst_data_centre]}
                """);
        Path warehouse = directory.resolve("warehouse");
        run(
                "import",
                first.toString(),
                second.toString(),
                scan.toString(),
                "--warehouse",
                warehouse.toString(),
                "--accounting",
                accounting.toString());
        run("percentile", "--warehouse", warehouse.toString(), "--month", "2026-01");
        Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        try (java.sql.Statement statement = duckDb.createStatement()) {
            statement.execute("SET VARIABLE warehouse = '" + warehouse + "'");
            for (Statement part : Statement.of(duckDbScript(), 1)) {
                // nothing is rolled up here, and DuckDB wants files
                if (!part.text().contains("VIEW rollups_")) {
                    statement.execute(part.text());
                }
            }
            statement.execute(
                    "CREATE TABLE registered (proto INTEGER, port INTEGER, name VARCHAR)");
            statement.execute(
                    "CREATE VIEW tcp_ports AS SELECT port, name FROM registered WHERE proto = 6");
        }
        addPorts(duckDb);
        return new QueriedWarehouse(Ledger.open(warehouse.toString()), duckDb);
    }

    /** Rows as texts, numbers by nine digits. */
    List<List<String>> flink(String query) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (CloseableIterator<Row> answers =
                flink.executeSql(Statement.of(query, 1).get(0).text()).collect()) {
            while (answers.hasNext()) {
                Row row = answers.next();
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < row.getArity(); i++) {
                    texts.add(text(row.getField(i)));
                }
                rows.add(texts);
            }
        }
        return rows;
    }

    /** The same of DuckDB. */
    List<List<String>> duckDb(String query) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (java.sql.Statement statement = duckDb.createStatement();
                ResultSet answers = statement.executeQuery(query)) {
            int columns = answers.getMetaData().getColumnCount();
            while (answers.next()) {
                List<String> texts = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    texts.add(text(answers.getObject(i)));
                }
                rows.add(texts);
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }

    private static String text(Object value) {
        if (value instanceof Double || value instanceof BigDecimal) {
            return new BigDecimal(value.toString())
                    .round(DIGITS)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        if (value instanceof Number number) {
            return new BigDecimal(new BigInteger(number.toString()))
                    .round(DIGITS)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        return value instanceof Instant instant ? instant.toString() : String.valueOf(value);
    }

    private static String duckDbScript() throws IOException {
        try (InputStream in = Ledger.class.getResourceAsStream("/io/flowledger/sql/duckdb.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** {@code registered} and {@code tcp_ports}: names that DuckDB's script does not have. */
    private static void addPorts(Connection duckDb) throws SQLException {
        try (DuckDBAppender rows =
                duckDb.unwrap(DuckDBConnection.class).createAppender("main", "registered")) {
            for (int protocol = 0; protocol < 256; protocol++) {
                for (int port = 0; PortNames.hasPorts(protocol) && port < 1 << 16; port++) {
                    if (PortNames.name(protocol, port) != null) {
                        rows.beginRow();
                        rows.append(protocol);
                        rows.append(port);
                        rows.append(PortNames.name(protocol, port));
                        rows.endRow();
                    }
                }
            }
        }
    }

    private static void send(
            Path capture, String start, String period, String exporters, String... more) {
        run(
                Stream.concat(
                                Stream.of(
                                        "send",
                                        "--pcap",
                                        capture.toString(),
                                        "--rate",
                                        "15",
                                        "--for",
                                        period,
                                        "--start",
                                        start,
                                        "--exporters",
                                        exporters,
                                        "--engines",
                                        "2",
                                        "--hosts",
                                        "400",
                                        "--loss",
                                        "0.02",
                                        "--loss-burst",
                                        "3"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static void run(String... arguments) {
        StringWriter errors = new StringWriter();
        int exit = Flowledger.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
        assertThat(exit).as("%s: %s", String.join(" ", arguments), errors).isZero();
    }

    /** One address asks a host for one port after the other; nobody answers. */
    private static void writeScan(Path file) throws IOException {
        long micros = Instant.parse("2026-01-31T23:10:00Z").getEpochSecond() * 1_000_000;
        try (PcapWriter writer = PcapWriter.open(file)) {
            for (int port = 1; port <= SCANNED_PORTS; port += 30, micros += 1_000_000) {
                byte[] bytes = new byte[2_000];
                V5Encoder datagram =
                        new V5Encoder()
                                .start(bytes, 0)
                                .sysUptime(3_600_000 + port * 1_000L / 30)
                                .exportedAt(micros / 1_000_000, 0)
                                .flowSequence(port - 1);
                for (int i = 0; i < 30; i++) {
                    datagram.nextRecord()
                            .addresses(0xC633_6407L, 0x0A00_0063L, 0)
                            .counters(1, 40)
                            .times(3_590_000, 3_590_000)
                            .ports(40_000, port + i)
                            .protocol(6, 2, 0);
                }
                writer.write(
                        micros,
                        SCAN_EXPORTER,
                        5_000,
                        0x7F00_0001,
                        2_055,
                        bytes,
                        0,
                        datagram.finish());
            }
        }
    }
}
