package io.flowledger.archive.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.sink.DuckDb;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTableITCase {

    private static final Instant FIRST_HOUR = Instant.parse("2026-01-31T22:00:00Z");
    private static final int HOURS = 4;
    private static final int DATAGRAMS = 400;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir static Path directory;
    private static SampleWarehouse warehouse;

    private TableEnvironment tables;

    @BeforeAll
    static void write() throws IOException {
        warehouse = new SampleWarehouse(directory.resolve("warehouse"));
        for (int i = 0; i < HOURS; i++) {
            warehouse.writeFlows(FIRST_HOUR.plusSeconds(3_600L * i), DATAGRAMS, i);
        }
        warehouse.writeLosses("2026-01-31", 300);
        warehouse.writeLosses("2026-02-01", 200);
        warehouse.writePostings("protocols", "2026-01-31", 50);
        warehouse.writePostings("sites", "2026-01-31", 70);
        warehouse.writePostings("sites", "2026-02-01", 90);
        Path hour = warehouse.root().resolve("flows/dt=2026-01-31/hr=22");
        Files.writeString(hour.resolve(".flows-9.parquet.inprogress.1"), "not there yet");
        Files.writeString(hour.resolve("_SUCCESS"), "");
        Path staged = warehouse.root().resolve("flows/.staged/dt=2026-01-31/hr=22");
        Files.createDirectories(staged);
        Files.writeString(staged.resolve("flows-9.parquet"), "not there yet");
    }

    @BeforeEach
    void open() {
        tables = environment("UTC");
        ScanTally.take();
    }

    /** Rows are put together in two steps, as {@code flowledger sql} has it. */
    private static TableEnvironment environment(String zone) {
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
        flink.setParallelism(2);
        TableEnvironment tables =
                StreamTableEnvironment.create(flink, EnvironmentSettings.inBatchMode());
        tables.getConfig().set("table.local-time-zone", zone);
        tables.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
        for (ArchiveTable table : ArchiveTable.values()) {
            tables.executeSql(warehouse.ddl(table, table.tableName()));
        }
        tables.createTemporarySystemFunction("in_tens", InTens.class);
        tables.createTemporarySystemFunction("intens", InTens.class);
        return tables;
    }

    /** Addresses from 10.0.0.0 to 10.255.255.255 or whatever the second argument makes of it. */
    public static final class InTens extends ScalarFunction implements AddressRangeFunction {

        private static final long serialVersionUID = 1;

        public Boolean eval(Long address, Integer first) {
            return address == null ? null : address >>> 24 == first;
        }

        @Override
        public Optional<long[][]> ranges(List<Object> constants) {
            long first = (Integer) constants.get(0);
            return Optional.of(new long[][] {{first << 24, (first << 24) + 0xFF_FFFF}});
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM flows",
                "SELECT count(CASE WHEN proto = 6 THEN 1 END), count(NULLIF(src_port, 443)) FROM flows",
                "SELECT substring(dt, 1, 7) AS dt, count(*) FROM flows GROUP BY substring(dt, 1, 7)",
                "SELECT src_port % 100 AS src_port, count(*) FROM flows GROUP BY src_port % 100",
                "SELECT dt, hr, count(*), min(src_port), max(`bytes`) FROM flows GROUP BY dt, hr",
                "SELECT count(*) FROM flows WHERE dt = '2026-01-31' AND hr IN ('22', '23')",
                "SELECT count(*) FROM flows WHERE dt = '2026-02-01' AND proto <> 6",
                "SELECT count(*) FROM flows WHERE dt = '2026-02-01' OR src_port = 443",
                "SELECT src_addr, dst_addr, `bytes` FROM flows WHERE src_port = 443"
                        + " AND `bytes` BETWEEN 1000 AND 1200.5",
                "SELECT sum(`bytes`), count(*) FROM flows WHERE received_at >="
                        + " {'2026-01-31 23:30:00'} AND received_at < {'2026-02-01 00:10:00'}",
                "SELECT count(*) FROM flows WHERE received_at <> {'2026-01-31 23:30:00.123'}",
                "SELECT exporter, count(*) FROM flows WHERE exporter > '10.0.0.1' GROUP BY exporter",
                "SELECT count(*) FROM flows WHERE epoch IS NULL",
                "SELECT exporter, count(epoch), count(*) FROM flows WHERE epoch IS NOT NULL"
                        + " OR epoch < {'2026-01-01 00:00:00'} GROUP BY exporter",
                "SELECT count(*) FROM flows WHERE NOT (src_port = 80 OR src_port > 1000)"
                        + " AND (tcp_flags < 3 OR tcp_flags = 27)",
                "SELECT count(*) FROM flows WHERE src_port IN (1, 22, 25, 53, 80, 123, 443, 993,"
                        + " 3389, 5060, 8080, 8081, 8082, 8083, 8084, 8085, 8086, 8087, 8088, 8089)",
                "SELECT count(*) FROM flows WHERE src_addr = 5 OR dst_addr > 4000000000",
                "SELECT kind, count(*), sum(lost_flows) FROM losses WHERE cause IS NULL"
                        + " OR cause IN ('upstream', 'mixed') GROUP BY kind",
                "SELECT count(*) FROM losses WHERE cause NOT IN ('mixed', 'refused')",
                "SELECT count(lost_flows), min(lost_flows), max(lost_flows), count(*) FROM losses",
                "SELECT count(*) FROM losses WHERE lost_flows > 1e3 AND kind LIKE 'ga%'",
                "SELECT min(at_most), max(at_least), min(exporter) FROM losses",
                "SELECT count(*) FROM losses WHERE lost_flows + 0 > 50 AND NOT (at_least > 5)",
                "SELECT `view`, dt, sum(flows), max(octets) FROM postings WHERE window_start <"
                        + " {'2026-01-31 00:30:00'} GROUP BY `view`, dt",
                "SELECT count(*), sum(flows) FROM postings WHERE `view` = 'sites' AND flows > 3.5",
                "SELECT src_addr, dst_addr, sum(`bytes`), count(*), min(received_at), max(dst_port)"
                        + " FROM flows GROUP BY src_addr, dst_addr",
                "SELECT proto, dt, sum(packets), CAST(floor(avg(src_port)) AS BIGINT), max(epoch) FROM flows"
                        + " WHERE dst_port < 1000 GROUP BY dt, proto",
                "SELECT epoch, in_if, count(*), count(epoch), count(exporter) FROM flows"
                        + " GROUP BY epoch, in_if",
                "SELECT lost_flows, at_least, count(*), sum(at_most), min(at_most), count(at_least),"
                        + " sum(at_least), CAST(floor(avg(lost_flows)) AS BIGINT), count(cause) FROM losses"
                        + " GROUP BY lost_flows, at_least",
                "SELECT sum(lost_flows), count(*), max(lost_flows), CAST(floor(avg(at_most)) AS BIGINT), sum(at_most) FROM"
                        + " losses WHERE engine_id = 1",
                "SELECT sum(flows_of_hour), count(*) FROM (SELECT received_at, count(*) AS"
                        + " flows_of_hour FROM flows GROUP BY received_at) AS h",
                "SELECT count(*), sum(src_port) FROM flows WHERE src_port > 70000",
                "SELECT count(*) FROM losses JOIN flows ON losses.exporter = flows.exporter"
                        + " AND losses.engine_id = flows.engine_id WHERE flows.src_port = 53"
                        + " AND losses.lost_flows > 14000",
            })
    void everyAnswerIsDuckDbs(String query) throws Exception {
        assertThat(answer(query)).as(query).isEqualTo(duckDb(query));
    }

    /** Counts under many conditions in one query; half of the files are DuckDB's. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomConditionsHoldForAsManyRowsAsDuckDbSays(long seed) throws Exception {
        Path theirs = directory.resolve("warehouse/losses/dt=2026-02-01/losses-0.parquet");
        Path ours = directory.resolve("losses-" + seed + ".parquet");
        Files.move(theirs, ours);
        DuckDb.copy("FROM '" + ours + "'", theirs, "CODEC 'snappy', ROW_GROUP_SIZE 2048");
        RandomPredicate predicates = new RandomPredicate(seed);
        StringBuilder counts = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            counts.append(i == 0 ? "" : " UNION ALL ")
                    .append("SELECT ")
                    .append(100 + i)
                    .append(" AS i, count(*) AS c FROM losses WHERE ")
                    .append(predicates.next(i % 4));
        }
        try {
            assertThat(answer(counts.toString()))
                    .as("%s", counts)
                    .isEqualTo(duckDb(counts.toString()));
        } finally {
            Files.move(ours, theirs, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void inAnotherZoneTimesWithoutOneAreMeantInIt() throws Exception {
        String plain =
                "SELECT count(*) FROM flows WHERE received_at >= TIMESTAMP '2026-02-01 %s:15:00'";
        List<List<Object>> expected = answer(plain.formatted("00"));
        assertThat(expected.get(0).get(0)).isNotEqualTo(BigDecimal.ZERO);
        tables = environment("Europe/Berlin");
        assertThat(answer(plain.formatted("01"))).isEqualTo(expected);
        assertThat(scan(plain.formatted("01"))).contains("filter=[>=(received_at");
    }

    @Test
    void stockFlinkReadsTheSameFilesWithTheSameAnswers() throws Exception {
        String declared = warehouse.ddl(ArchiveTable.LOSSES, "stock");
        tables.executeSql(
                declared.substring(0, declared.indexOf(" WITH ("))
                        + " WITH ('connector' = 'filesystem', 'format' = 'parquet', 'path' = '"
                        + warehouse.root()
                        + "/losses', 'parquet.utc-timezone' = 'true',"
                        + " 'parquet.write.int64.timestamp' = 'true')");
        for (String query :
                List.of(
                        "SELECT * FROM %s",
                        "SELECT * FROM %s WHERE lost_flows > 300 AND exporter <> '10.0.0.2'",
                        "SELECT dt, count(*), max(detected_at) FROM %s GROUP BY dt")) {
            assertThat(answer(query.formatted("losses")))
                    .as(query)
                    .isEqualTo(answer(query.formatted("stock")))
                    .isNotEmpty();
        }
    }

    @Test
    void thePlanShowsWhatTheTableDoesItself() {
        assertThat(scan("SELECT `bytes` FROM flows WHERE dt = '2026-01-31' AND proto = 17"))
                .contains("partitions=[{dt=2026-01-31, hr=22}, {dt=2026-01-31, hr=23}]")
                .contains("filter=[=(proto, 17)]")
                .contains("project=[bytes]");
        assertThat(scan("SELECT * FROM losses LIMIT 3")).contains("limit=[3]");
        assertThat(scan("SELECT dt, count(*) FROM flows GROUP BY dt"))
                .contains("aggregates=[grouping=[dt], aggFunctions=[Count1AggFunction()]]");
        assertThat(
                        scan(
                                "SELECT dst_port, sum(packets) FROM flows WHERE proto = 6 GROUP BY dst_port"))
                .contains("aggregates=[grouping=[dst_port], aggFunctions=[LongSumAggFunction(pack");
        assertThat(scan("SELECT count(*) FROM flows WHERE in_tens(src_addr, 10)"))
                .contains("filter=[intens(src_addr, 10)]");
    }

    @Test
    void whatATableCannotDoStaysInThePlan() {
        assertThat(tables.explainSql("SELECT count(*) FROM flows WHERE src_addr = dst_addr"))
                .contains("where=[(src_addr = dst_addr)]");
        assertThat(scan("SELECT count(*) FROM flows WHERE src_addr = dst_addr"))
                .doesNotContain("aggregates=");
        assertThat(scan("SELECT min(exporter) FROM losses")).doesNotContain("aggregates=");
        assertThat(scan("SELECT count(DISTINCT kind) FROM losses")).doesNotContain("aggregates=");
    }

    @Test
    void aFunctionThatIsTrueForRangesOfAddressesPrunesAndAgreesWithItself() throws Exception {
        List<List<Object>> most =
                duckDb(
                        "SELECT src_addr >> 24 AS n FROM flows GROUP BY n ORDER BY count(*) DESC"
                                + " LIMIT 1");
        Object first = most.get(0).get(0);
        String pruned = "SELECT count(*) FROM flows WHERE %s in_tens(src_addr, %s)";
        String byRow = "SELECT count(*) FROM flows WHERE %s in_tens(abs(src_addr), %s)";
        for (String not : List.of("", "NOT")) {
            assertThat(answer(pruned.formatted(not, first)))
                    .isEqualTo(answer(byRow.formatted(not, first)));
        }
        assertThat(scan(byRow.formatted("", first))).doesNotContain("intens");
    }

    @Test
    void aMinuteOfFlowsReadsAPageOfOneHour() throws Exception {
        long all = bytesOf("SELECT * FROM flows");
        String minute =
                "SELECT count(*), sum(packets) FROM flows WHERE received_at >="
                        + " {'2026-01-31 23:10:00'} AND received_at < {'2026-01-31 23:11:00'}";
        assertThat(answer(minute)).isEqualTo(duckDb(minute));
        ScanTally.Taken taken = ScanTally.take();
        assertThat(taken.files()).isEqualTo(1);
        assertThat(taken.bytes()).isLessThan(all / 50);
    }

    @Test
    void oneHostReadsItsPagesOnly() throws Exception {
        long all = bytesOf("SELECT * FROM flows");
        List<List<Object>> rare =
                duckDb("SELECT src_addr FROM flows GROUP BY src_addr HAVING count(*) = 1 LIMIT 1");
        String host = "SELECT * FROM flows WHERE src_addr = " + rare.get(0).get(0);
        assertThat(answer(host)).hasSize(1);
        assertThat(ScanTally.take().bytes()).isLessThan(all / 6);
        assertThat(bytesOf("SELECT * FROM flows WHERE src_addr = 1")).isLessThan(all / 20);
    }

    @Test
    void countsAndBoundsReadNoPage() throws Exception {
        assertThat(bytesOf("SELECT count(*), max(received_at), min(src_addr) FROM flows"))
                .isLessThan(5_000L * HOURS);
        assertThat(bytesOf("SELECT * FROM flows LIMIT 1"))
                .isLessThan(bytesOf("SELECT * FROM flows") / 4);
    }

    @Test
    void aDamagedFileFailsTheQueryWithItsName() throws Exception {
        Path file = damagedWarehouse("fails");
        for (String query : List.of("SELECT count(*) FROM fails", "SELECT * FROM fails")) {
            assertThatThrownBy(() -> answer(query))
                    .satisfies(
                            e ->
                                    assertThat(ExceptionUtils.stringifyException(e))
                                            .contains(file.toString())
                                            .contains("damaged or no Parquet file"));
        }
    }

    @Test
    void aDamagedFileCanBeLeftOutAndIsReported() throws Exception {
        Path file = damagedWarehouse("skips", "'damaged-files' = 'skip'");
        for (String query : List.of("SELECT count(*) FROM skips", "SELECT `final` FROM skips")) {
            ScanTally.take();
            assertThat(answer(query)).hasSize(query.contains("count") ? 1 : 20);
            ScanTally.Taken taken = ScanTally.take();
            List<ScanTally.Skipped> skipped = taken.skipped();
            assertThat(skipped).hasSize(1);
            assertThat(skipped.get(0).file()).endsWith(file.toString());
            assertThat(skipped.get(0).problem()).contains(file.toString());
            assertThat(taken.note().orElseThrow())
                    .startsWith("1 file was left out, in whole or in part: ")
                    .endsWith(file.toString());
        }
        assertThat(answer("SELECT count(*) FROM skips"))
                .containsExactly(List.of(BigDecimal.valueOf(20)));
    }

    /** Of two files one is cut short. */
    private Path damagedWarehouse(String name, String... options) throws IOException {
        SampleWarehouse damaged = new SampleWarehouse(directory.resolve(name));
        damaged.writeLosses("2026-01-31", 20);
        Path file = damaged.writeLosses("2026-02-01", 30);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
        tables.executeSql(damaged.ddl(ArchiveTable.LOSSES, name, options));
        return file;
    }

    @Test
    void aPageThatIsDamagedLosesTheRowsThatAreReported() throws Exception {
        SampleWarehouse damaged = new SampleWarehouse(directory.resolve("page"));
        Path file = damaged.writeFlows(FIRST_HOUR, DATAGRAMS, 1);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, 60, (byte) 0x55);
        Files.write(file, bytes);
        tables.executeSql(damaged.ddl(ArchiveTable.FLOWS, "page", "'damaged-files' = 'skip'"));
        int rows = answer("SELECT received_at FROM page").size();
        List<ScanTally.Skipped> skipped = ScanTally.take().skipped();
        assertThat(skipped).hasSize(1);
        assertThat(skipped.get(0).rows()).isEqualTo(30L * DATAGRAMS - rows).isPositive();
    }

    @Test
    void rowsInFrontOfADamagedPageCountInSumsToo() throws Exception {
        SampleWarehouse damaged = new SampleWarehouse(directory.resolve("sums"));
        Path file = damaged.writeFlows(FIRST_HOUR, 3 * DATAGRAMS, 1);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length * 5 / 6, (byte) 0x55);
        Files.write(file, bytes);
        tables.executeSql(damaged.ddl(ArchiveTable.FLOWS, "sums", "'damaged-files' = 'skip'"));
        int rows = answer("SELECT received_at, packets FROM sums").size();
        assertThat(rows).isBetween(1, 3 * DATAGRAMS * 30 - 1);
        List<ScanTally.Skipped> skipped = ScanTally.take().skipped();
        List<Object> sums =
                answer("SELECT count(*), max(received_at), sum(packets) FROM sums").get(0);
        assertThat(sums.get(0)).isEqualTo(BigDecimal.valueOf(rows));
        assertThat(ScanTally.take().skipped()).isEqualTo(skipped).hasSize(1);
    }

    @Test
    void aDeclarationThatDoesNotFitIsRefusedWithTheColumn() {
        assertRefused(
                "CREATE TABLE t (bytess BIGINT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = '/tmp', 'table' = 'flows')",
                "table flows has no column bytess");
        assertRefused(
                "CREATE TABLE t (`bytes` INT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = '/tmp', 'table' = 'flows')",
                "column bytes of table flows is BIGINT, not INT");
        assertRefused(
                "CREATE TABLE t (`bytes` BIGINT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = '/tmp', 'table' = 'flow')",
                "there is no table flow in a warehouse; there are flows, losses");
        assertRefused(
                "CREATE TABLE t (`bytes` BIGINT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = '/tmp/no/such', 'table' = 'flows')",
                "option 'warehouse': there is no warehouse /tmp/no/such");
        assertRefused(
                "CREATE TABLE t (`bytes` BIGINT) WITH ('connector' = 'flowledger',"
                        + " 'warehouse' = 'nofs://x/y', 'table' = 'flows')",
                "warehouse nofs://x/y cannot be opened");
        assertRefused(
                "CREATE TABLE t (`bytes` BIGINT, hr STRING) PARTITIONED BY (hr) WITH"
                        + " ('connector' = 'flowledger', 'warehouse' = '/tmp', 'table' = 'flows')",
                "table flows is partitioned by [dt, hr], not by [hr]");
    }

    private void assertRefused(String ddl, String message) {
        tables.executeSql(ddl);
        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .satisfies(e -> assertThat(ExceptionUtils.stringifyException(e)).contains(message));
        tables.executeSql("DROP TABLE t");
    }

    private long bytesOf(String query) throws Exception {
        ScanTally.take();
        answer(query);
        return ScanTally.take().bytes();
    }

    /** What the plan says of the only table of a query. */
    private String scan(String query) {
        String plan = tables.explainSql(query);
        return plan.substring(plan.lastIndexOf("TableSourceScan("));
    }

    /** In no order; numbers as BigDecimal. */
    @SuppressWarnings("try")
    private List<List<Object>> answer(String query) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        String flink = query.replace("{'", "TIMESTAMP '").replace("'}", "'");
        try (CloseableIterator<Row> result = tables.executeSql(flink).collect()) {
            result.forEachRemaining(
                    row -> {
                        List<Object> values = new ArrayList<>();
                        for (int i = 0; i < row.getArity(); i++) {
                            values.add(comparable(row.getField(i)));
                        }
                        rows.add(values);
                    });
        }
        return sorted(rows);
    }

    private static List<List<Object>> duckDb(String query) throws Exception {
        String with =
                Stream.of(ArchiveTable.FLOWS, ArchiveTable.LOSSES, ArchiveTable.POSTINGS)
                        .map(warehouse::duckDb)
                        .reduce("WITH ", (a, b) -> a + (a.equals("WITH ") ? "" : ", ") + b);
        String sql = query.replace("{'", "TIMESTAMPTZ '").replace("'}", " UTC'").replace('`', '"');
        return sorted(
                DuckDb.query(with + " " + sql).stream()
                        .map(row -> row.stream().map(v -> comparable(v)).toList())
                        .<List<Object>>map(ArrayList::new)
                        .toList());
    }

    private static Object comparable(Object value) {
        if (value instanceof Double fraction) {
            return BigDecimal.valueOf(fraction).setScale(3, RoundingMode.HALF_UP);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        return value == null ? "NULL" : value;
    }

    private static List<List<Object>> sorted(List<List<Object>> rows) {
        List<List<Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Object::toString));
        return sorted;
    }
}
