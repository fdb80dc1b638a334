package io.flowledger.archive.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.sink.DuckDb;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows and columns a query gets, and what is read for it. */
class ArchiveTableITCase {

    @RegisterExtension static final MiniClusterExtension CLUSTER = QueriedTables.cluster();

    @TempDir static Path directory;
    private static SampleWarehouse warehouse;

    private QueriedTables tables;

    @BeforeAll
    static void write() throws IOException {
        warehouse = QueriedTables.write(directory.resolve("warehouse"));
    }

    @BeforeEach
    void open() {
        tables = new QueriedTables(warehouse, "UTC");
        ScanTally.take();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM flows",
                "SELECT count(*) FROM flows WHERE dt = '2026-01-31' AND hr IN ('22', '23')",
                "SELECT count(*) FROM flows WHERE dt = '2026-02-01' AND proto <> 6",
                "SELECT count(*) FROM flows WHERE dt = '2026-02-01' OR src_port = 443",
                "SELECT src_addr, dst_addr, `bytes` FROM flows WHERE src_port = 443"
                        + " AND `bytes` BETWEEN 1000 AND 1200.5",
                "SELECT sum(`bytes`), count(*) FROM flows WHERE received_at >="
                        + " {'2026-01-31 23:30:00'} AND received_at < {'2026-02-01 00:10:00'}",
                "SELECT count(*) FROM flows WHERE received_at <> {'2026-01-31 23:30:00.123'}",
                "SELECT count(*) FROM flows WHERE epoch IS NULL",
                "SELECT count(*) FROM flows WHERE NOT (src_port = 80 OR src_port > 1000)"
                        + " AND (tcp_flags < 3 OR tcp_flags = 27)",
                "SELECT count(*) FROM flows WHERE src_port IN (1, 22, 25, 53, 80, 123, 443, 993,"
                        + " 3389, 5060, 8080, 8081, 8082, 8083, 8084, 8085, 8086, 8087, 8088, 8089)",
                "SELECT count(*) FROM flows WHERE src_addr = 5 OR dst_addr > 4000000000",
                "SELECT count(*) FROM losses WHERE cause NOT IN ('mixed', 'refused')",
                "SELECT count(*) FROM losses WHERE lost_flows > 1e3 AND kind LIKE 'ga%'",
                "SELECT count(*) FROM losses WHERE lost_flows + 0 > 50 AND NOT (at_least > 5)",
                "SELECT count(*), sum(flows) FROM postings WHERE `view` = 'sites' AND flows > 3.5",
                "SELECT count(*) FROM losses JOIN flows ON losses.exporter = flows.exporter"
                        + " AND losses.engine_id = flows.engine_id WHERE flows.src_port = 53"
                        + " AND losses.lost_flows > 14000",
            })
    void everyAnswerIsDuckDbs(String query) throws Exception {
        assertThat(tables.answer(query)).as(query).isEqualTo(tables.duckDb(query));
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
            assertThat(tables.answer(counts.toString()))
                    .as("%s", counts)
                    .isEqualTo(tables.duckDb(counts.toString()));
        } finally {
            Files.move(ours, theirs, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void inAnotherZoneTimesWithoutOneAreMeantInIt() throws Exception {
        String plain =
                "SELECT count(*) FROM flows WHERE received_at >= TIMESTAMP '2026-02-01 %s:15:00'";
        List<List<Object>> expected = tables.answer(plain.formatted("00"));
        assertThat(expected.get(0).get(0)).isNotEqualTo(BigDecimal.ZERO);
        tables = new QueriedTables(warehouse, "Europe/Berlin");
        assertThat(tables.answer(plain.formatted("01"))).isEqualTo(expected);
        assertThat(tables.scan(plain.formatted("01"))).contains("filter=[>=(received_at");
    }

    @Test
    void stockFlinkReadsTheSameFilesWithTheSameAnswers() throws Exception {
        String declared = warehouse.ddl(ArchiveTable.LOSSES, "stock");
        tables.run(
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
            assertThat(tables.answer(query.formatted("losses")))
                    .as(query)
                    .isEqualTo(tables.answer(query.formatted("stock")))
                    .isNotEmpty();
        }
    }

    @Test
    void thePlanShowsWhatTheTableDoesItself() {
        assertThat(tables.scan("SELECT `bytes` FROM flows WHERE dt = '2026-01-31' AND proto = 17"))
                .contains("partitions=[{dt=2026-01-31, hr=22}, {dt=2026-01-31, hr=23}]")
                .contains("filter=[=(proto, 17)]")
                .contains("project=[bytes]");
        assertThat(tables.scan("SELECT * FROM losses LIMIT 3")).contains("limit=[3]");
        assertThat(tables.scan("SELECT count(*) FROM flows WHERE in_tens(src_addr, 10)"))
                .contains("filter=[intens(src_addr, 10)]");
    }

    @Test
    void whatATableCannotDoStaysInThePlan() {
        assertThat(tables.plan("SELECT count(*) FROM flows WHERE src_addr = dst_addr"))
                .contains("where=[(src_addr = dst_addr)]");
    }

    @Test
    void aFunctionThatIsTrueForRangesOfAddressesPrunesAndAgreesWithItself() throws Exception {
        List<List<Object>> most =
                tables.duckDb(
                        "SELECT src_addr >> 24 AS n FROM flows GROUP BY n ORDER BY count(*) DESC"
                                + " LIMIT 1");
        Object first = most.get(0).get(0);
        String pruned = "SELECT count(*) FROM flows WHERE %s in_tens(src_addr, %s)";
        String byRow = "SELECT count(*) FROM flows WHERE %s in_tens(abs(src_addr), %s)";
        for (String not : List.of("", "NOT")) {
            assertThat(tables.answer(pruned.formatted(not, first)))
                    .isEqualTo(tables.answer(byRow.formatted(not, first)));
        }
        assertThat(tables.scan(byRow.formatted("", first))).doesNotContain("intens");
    }

    @Test
    void aMinuteOfFlowsReadsAPageOfOneHour() throws Exception {
        long all = tables.bytesOf("SELECT * FROM flows");
        String minute =
                "SELECT count(*), sum(packets) FROM flows WHERE received_at >="
                        + " {'2026-01-31 23:10:00'} AND received_at < {'2026-01-31 23:11:00'}";
        assertThat(tables.answer(minute)).isEqualTo(tables.duckDb(minute));
        ScanTally.Taken taken = ScanTally.take();
        assertThat(taken.files()).isEqualTo(1);
        assertThat(taken.bytes()).isLessThan(all / 50);
    }

    @Test
    void oneHostReadsItsPagesOnly() throws Exception {
        long all = tables.bytesOf("SELECT * FROM flows");
        List<List<Object>> rare =
                tables.duckDb(
                        "SELECT src_addr FROM flows GROUP BY src_addr HAVING count(*) = 1 LIMIT 1");
        String host = "SELECT * FROM flows WHERE src_addr = " + rare.get(0).get(0);
        assertThat(tables.answer(host)).hasSize(1);
        assertThat(ScanTally.take().bytes()).isLessThan(all / 6);
        assertThat(tables.bytesOf("SELECT * FROM flows WHERE src_addr = 1")).isLessThan(all / 20);
    }
}
