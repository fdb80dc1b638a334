package io.flowledger.archive.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that a table puts together itself. */
class ArchiveAggregatesITCase {

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
                "SELECT count(CASE WHEN proto = 6 THEN 1 END), count(NULLIF(src_port, 443)) FROM flows",
                "SELECT substring(dt, 1, 7) AS dt, count(*) FROM flows GROUP BY substring(dt, 1, 7)",
                "SELECT src_port % 100 AS src_port, count(*) FROM flows GROUP BY src_port % 100",
                "SELECT dt, hr, count(*), min(src_port), max(`bytes`) FROM flows GROUP BY dt, hr",
                "SELECT exporter, count(*) FROM flows WHERE exporter > '10.0.0.1' GROUP BY exporter",
                "SELECT exporter, count(epoch), count(*) FROM flows WHERE epoch IS NOT NULL"
                        + " OR epoch < {'2026-01-01 00:00:00'} GROUP BY exporter",
                "SELECT kind, count(*), sum(lost_flows) FROM losses WHERE cause IS NULL"
                        + " OR cause IN ('upstream', 'mixed') GROUP BY kind",
                "SELECT count(lost_flows), min(lost_flows), max(lost_flows), count(*) FROM losses",
                "SELECT min(at_most), max(at_least), min(exporter) FROM losses",
                "SELECT `view`, dt, sum(flows), max(octets) FROM postings WHERE window_start <"
                        + " {'2026-01-31 00:30:00'} GROUP BY `view`, dt",
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
                "SELECT exporter, sum(`bytes`), count(*) FROM flows GROUP BY exporter",
                "SELECT exporter, proto, hr, max(received_at) FROM flows GROUP BY proto, exporter, hr",
                "SELECT cause, kind, exporter, sum(lost_flows), count(*) FROM losses"
                        + " GROUP BY cause, exporter, kind",
                "SELECT count(*), sum(n) FROM (SELECT exporter, count(*) AS n FROM losses"
                        + " WHERE exporter = 'none' GROUP BY exporter) AS e",
            })
    void everyAnswerIsDuckDbs(String query) throws Exception {
        assertThat(tables.answer(query)).as(query).isEqualTo(tables.duckDb(query));
    }

    @Test
    void thePlanShowsWhatIsPutTogetherByTheTable() {
        assertThat(tables.scan("SELECT dt, count(*) FROM flows GROUP BY dt"))
                .contains("aggregates=[grouping=[dt], aggFunctions=[Count1AggFunction()]]");
        assertThat(
                        tables.scan(
                                "SELECT dst_port, sum(packets) FROM flows WHERE proto = 6 GROUP BY dst_port"))
                .contains("aggregates=[grouping=[dst_port], aggFunctions=[LongSumAggFunction(pack");
        assertThat(tables.scan("SELECT exporter, sum(`bytes`) FROM flows GROUP BY exporter"))
                .contains("aggregates=[grouping=[exporter], aggFunctions=[LongSumAggFunction(byt");
    }

    @Test
    void whatIsNotPutTogetherByTheTableIsFlinks() {
        assertThat(tables.scan("SELECT count(*) FROM flows WHERE src_addr = dst_addr"))
                .doesNotContain("aggregates=");
        assertThat(tables.scan("SELECT min(exporter) FROM losses")).doesNotContain("aggregates=");
        assertThat(tables.scan("SELECT count(DISTINCT kind) FROM losses"))
                .doesNotContain("aggregates=");
    }

    @Test
    void countsAndBoundsReadNoPage() throws Exception {
        assertThat(tables.bytesOf("SELECT count(*), max(received_at), min(src_addr) FROM flows"))
                .isLessThan(5_000L * QueriedTables.HOURS);
        assertThat(tables.bytesOf("SELECT * FROM flows LIMIT 1"))
                .isLessThan(tables.bytesOf("SELECT * FROM flows") / 4);
    }
}
