package io.flowledger.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flowledger.sql.function.LedgerFunction;
import io.flowledger.sql.function.LedgerFunctions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog as any Flink has it: made by CREATE CATALOG, not known beforehand. */
class LedgerCatalogITCase {

    /** What the views of this module need beside the functions of it: see the jobs module. */
    private static final List<LedgerView> OF_POSTINGS =
            List.of(LedgerView.INTERFACES, LedgerView.TOTALS_WITH_LOSS);

    @TempDir static Path warehouse;

    private static FlowFixture sent;

    private TableEnvironment tables;

    @BeforeAll
    static void write() throws Exception {
        sent = FlowFixture.write(warehouse);
    }

    @BeforeEach
    void create() {
        tables = TableEnvironment.create(EnvironmentSettings.newInstance().inBatchMode().build());
        tables.getConfig().set("table.local-time-zone", "UTC");
        tables.getConfig().set("parallelism.default", "1");
        tables.executeSql(
                "CREATE CATALOG ledger WITH ('type' = 'flowledger', 'warehouse' = '"
                        + warehouse
                        + "/')");
    }

    @Test
    void tablesViewsAndFunctionsAreThereAtOnce() throws Exception {
        tables.executeSql("USE CATALOG ledger");
        List<Object> names =
                Arrays.stream(LedgerTable.values())
                        .map(LedgerTable::tableName)
                        .collect(Collectors.toList());
        Arrays.stream(LedgerView.values()).map(LedgerView::viewName).forEach(names::add);

        assertThat(column("SHOW TABLES")).hasSameElementsAs(names);
        assertThat(column("SHOW VIEWS"))
                .hasSameElementsAs(
                        Arrays.stream(LedgerView.values()).map(LedgerView::viewName).toList());
        assertThat(column("SHOW USER FUNCTIONS"))
                .hasSameElementsAs(
                        LedgerFunctions.all().stream().map(LedgerFunction::name).toList());
        assertThat(column("SHOW DATABASES")).containsExactly("ledger");
    }

    @Test
    void columnsAreDescribed() throws Exception {
        List<Row> columns = rows("DESCRIBE ledger.ledger.flows");
        assertThat(columns.get(0))
                .isEqualTo(
                        Row.of(
                                "received_at",
                                "TIMESTAMP_LTZ(3)",
                                false,
                                null,
                                null,
                                null,
                                "when the receiver read the datagram; partitions go by it"));
        assertThat(columns).allMatch(row -> row.getField(6) != null);
    }

    @Test
    void partitionsAreTheDirectories() throws Exception {
        assertThat(column("SHOW PARTITIONS ledger.ledger.flows"))
                .containsExactly("dt=2026-01-31/hr=12", "dt=2026-01-31/hr=13");
        assertThat(column("SHOW PARTITIONS ledger.ledger.flows PARTITION (hr = '13')"))
                .containsExactly("dt=2026-01-31/hr=13");
        assertThat(column("SHOW PARTITIONS ledger.ledger.losses")).isEmpty();
        assertThatThrownBy(() -> rows("SHOW PARTITIONS ledger.ledger.flows PARTITION (xx = '13')"))
                .hasStackTraceContaining("xx");
    }

    @Test
    void aConditionOnPartitionsLeavesOthersUnread() {
        assertThat(
                        tables.explainSql(
                                "SELECT src FROM ledger.ledger.talkers WHERE dt = '2026-01-31' AND"
                                        + " hr = '13'"))
                .contains("partitions=[{dt=2026-01-31, hr=13}]");
    }

    @Test
    void allFlowsAreThereAndWhatIsInProgressIsNot() throws Exception {
        assertThat(rows("SELECT COUNT(*), SUM(`bytes`) FROM ledger.ledger.flows"))
                .containsExactly(
                        Row.of(
                                (long) sent.flows.size(),
                                sent.flows.stream().mapToLong(FlowFixture.Flow::octets).sum()));
    }

    @Test
    void functionsAreFoundFromOtherCatalogsByTheirFullName() throws Exception {
        assertThat(
                        rows(
                                "SELECT ledger.ledger.ip_text(src_addr) FROM ledger.ledger.flows"
                                        + " WHERE ledger.ledger.cidr_match(src_addr,"
                                        + " '10.1.0.4/32') LIMIT 1"))
                .containsExactly(Row.of("10.1.0.4"));
    }

    @Test
    void numbersOfEveryWidthAreTaken() throws Exception {
        tables.executeSql("USE CATALOG ledger");
        assertThat(
                        rows(
                                "SELECT ip_text(CAST(7 AS INT)), cidr_match(CAST(7 AS INT),"
                                        + " '0.0.0.0/8'), prefix_of(CAST(7 AS INT), CAST(8 AS SMALLINT))"))
                .containsExactly(Row.of("0.0.0.7", true, "0.0.0.0/8"));
    }

    @Test
    void flowsTextReadsAsTheFlowsThatWereSent() throws Exception {
        tables.executeSql("USE CATALOG ledger");
        Function<FlowFixture.Flow, Row> readable =
                flow ->
                        Row.of(
                                flow.exporter(),
                                "10.1.0." + (flow.src() & 0xFF),
                                "192.168.0." + (flow.dst() & 0xFF),
                                flow.protocol() == 1
                                        ? "icmp"
                                        : flow.protocol() == 6 ? "tcp" : "udp",
                                flow.protocol() == 6 ? flags(flow.tcpFlags()) : null,
                                flow.dstPort(),
                                flow.octets(),
                                8.5);
        assertThat(
                        rows(
                                "SELECT exporter, src, dst, protocol, tcp_flags, dst_port, octets,"
                                        + " seconds FROM flows_text"))
                .containsExactlyInAnyOrderElementsOf(sent.flows.stream().map(readable).toList());
        assertThat(
                        column(
                                "SELECT DISTINCT service FROM flows_text WHERE proto = 1 AND dst_port = 2048"))
                .containsExactly("echo-request");
        assertThat(
                        column(
                                "SELECT DISTINCT service FROM flows_text WHERE proto = 6 AND dst_port = 443"))
                .containsExactly("https");
    }

    private static String flags(int bits) {
        return ((bits & 32) == 0 ? "..." : "..U") + low(bits);
    }

    private static String low(int bits) {
        String all = "APRSF";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < all.length(); i++) {
            text.append((bits & 16 >> i) == 0 ? '.' : all.charAt(i));
        }
        return text.toString();
    }

    @Test
    void talkersAndConversationsAddUp() throws Exception {
        tables.executeSql("USE CATALOG ledger");
        Map<List<Object>, long[]> bySource = new TreeMap<>(LedgerCatalogITCase::compare);
        Map<List<Object>, long[]> byPair = new TreeMap<>(LedgerCatalogITCase::compare);
        for (FlowFixture.Flow flow : sent.flows) {
            add(bySource, List.of(flow.hour(), flow.src()), flow);
            add(byPair, List.of(flow.hour(), flow.src(), flow.dst()), flow);
        }
        assertThat(rows("SELECT hr, src_addr, flows, packets, octets FROM talkers"))
                .containsExactlyInAnyOrderElementsOf(expected(bySource));
        assertThat(rows("SELECT hr, src_addr, dst_addr, flows, packets, octets FROM conversations"))
                .containsExactlyInAnyOrderElementsOf(expected(byPair));
    }

    private static int compare(List<Object> a, List<Object> b) {
        return a.toString().compareTo(b.toString());
    }

    private static void add(Map<List<Object>, long[]> to, List<Object> key, FlowFixture.Flow flow) {
        long[] sums = to.computeIfAbsent(key, k -> new long[3]);
        sums[0]++;
        sums[1] += flow.packets();
        sums[2] += flow.octets();
    }

    private static List<Row> expected(Map<List<Object>, long[]> sums) {
        return sums.entrySet().stream()
                .map(
                        entry -> {
                            List<Object> fields = new ArrayList<>(entry.getKey());
                            Arrays.stream(entry.getValue()).forEach(fields::add);
                            return Row.of(fields.toArray());
                        })
                .toList();
    }

    @Test
    void percentilesAreThoseOfASortedList() throws Exception {
        tables.executeSql("USE CATALOG ledger");
        long[] sorted = sent.flows.stream().mapToLong(FlowFixture.Flow::packets).sorted().toArray();
        double place = 0.95 * (sorted.length - 1);
        int below = (int) place;
        Row found =
                rows("SELECT percentile_nearest(packets, 0.95), percentile_linear(packets,"
                                + " 0.95), PERCENTILE(packets, 0.95) FROM flows")
                        .get(0);
        assertThat(found.getField(0))
                .isEqualTo((double) sorted[(int) Math.ceil(0.95 * sorted.length) - 1]);
        double linear = sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
        assertThat((double) found.getField(1)).isCloseTo(linear, within(1e-6));
        assertThat((double) found.getField(2)).as("Flink's own").isCloseTo(linear, within(1e-6));
    }

    @Test
    void viewsCanBeMadeByHandFromTheirScripts() throws Exception {
        tables.executeSql("USE CATALOG ledger");
        for (LedgerView view : LedgerView.values()) {
            if (OF_POSTINGS.contains(view)) {
                continue;
            }
            String select = "SELECT * FROM " + view.viewName();
            List<Row> shipped = rows(select);
            List<String> columns =
                    tables.from(view.viewName()).getResolvedSchema().getColumnNames();
            String script = view.script().strip().replaceAll(";$", "");
            tables.executeSql(script.substring(script.indexOf("CREATE")));
            assertThat(rows(select)).as(view.name()).containsExactlyInAnyOrderElementsOf(shipped);
            assertThat(tables.from(view.viewName()).getResolvedSchema().getColumnNames())
                    .isEqualTo(columns);
        }
    }

    @Test
    void aConstantThatIsNoNetworkFailsBeforeAnythingRuns() {
        tables.executeSql("USE CATALOG ledger");
        assertThatThrownBy(
                        () ->
                                tables.explainSql(
                                        "SELECT COUNT(*) FROM flows WHERE cidr_match(src_addr,"
                                                + " '10.0.0.0/33')"))
                .hasStackTraceContaining("cidr_match")
                .hasStackTraceContaining("10.0.0.0 '33'");
        assertThatThrownBy(() -> tables.explainSql("SELECT prefix_of(src_addr, 40) FROM flows"))
                .hasStackTraceContaining("prefix_of(40): a prefix length is 0 to 32");
    }

    @Test
    void nothingOfItCanBeChanged() {
        tables.executeSql("USE CATALOG ledger");
        for (String statement :
                List.of(
                        "CREATE TABLE x (a INT) WITH ('connector' = 'datagen')",
                        "CREATE VIEW x AS SELECT 1",
                        "CREATE DATABASE x",
                        "DROP TABLE flows",
                        "DROP VIEW talkers",
                        "ALTER TABLE flows RENAME TO x",
                        "ALTER TABLE flows SET ('a' = 'b')",
                        "CREATE FUNCTION x AS 'io.flowledger.sql.function.IpText'",
                        "DROP FUNCTION ip_text",
                        "INSERT INTO flows SELECT * FROM flows")) {
            assertThatThrownBy(() -> tables.executeSql(statement))
                    .as(statement)
                    .hasStackTraceContaining("read-only");
        }
    }

    @Test
    void temporaryTablesAndOtherCatalogsTakeWhatIsNew() throws Exception {
        tables.executeSql("USE CATALOG ledger");
        tables.executeSql("CREATE TEMPORARY VIEW mine AS SELECT COUNT(*) AS n FROM flows");
        tables.executeSql(
                "CREATE TABLE default_catalog.default_database.theirs (a INT) WITH ('connector' ="
                        + " 'datagen', 'number-of-rows' = '1')");
        assertThat(column("SELECT n FROM mine")).containsExactly((long) sent.flows.size());
        assertThat(column("SHOW TABLES FROM default_catalog.default_database"))
                .containsExactly("theirs");
    }

    @Test
    void aWarehouseThatIsNotThereIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("nothing");
        assertThatThrownBy(
                        () ->
                                tables.executeSql(
                                        "CREATE CATALOG c WITH ('type' = 'flowledger', 'warehouse'"
                                                + " = '"
                                                + missing
                                                + "')"))
                .hasStackTraceContaining("there is no warehouse at " + missing);
        assertThatThrownBy(() -> tables.executeSql("CREATE CATALOG c WITH ('type' = 'flowledger')"))
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining("warehouse");
        assertThat(Files.exists(missing)).isFalse();
    }

    /** Flink 2.3 looks for functions in conditions without the underscores of their names. */
    @Test
    void functionsAnswerToTheNameThatPushDownLooksFor() {
        Catalog catalog = tables.getCatalog("ledger").orElseThrow();
        assertThat(catalog.functionExists(new ObjectPath("ledger", "cidrmatch"))).isTrue();
        assertThat(catalog.functionExists(new ObjectPath("ledger", "cidr"))).isFalse();
    }

    private List<Object> column(String sql) throws Exception {
        return rows(sql).stream().map(row -> row.getField(0)).collect(Collectors.toList());
    }

    @SuppressWarnings("try")
    private List<Row> rows(String sql) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> result = tables.executeSql(sql).collect()) {
            result.forEachRemaining(rows::add);
        }
        return rows;
    }
}
