package io.flowledger.archive.table;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.sink.DuckDb;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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

/** A small warehouse, and queries of it in Flink and in DuckDB. */
final class QueriedTables {

    static final Instant FIRST_HOUR = Instant.parse("2026-01-31T22:00:00Z");
    static final int HOURS = 4;
    static final int DATAGRAMS = 400;

    private final SampleWarehouse warehouse;
    private final TableEnvironment tables;

    /** Rows are put together in two steps, as {@code flowledger sql} has it. */
    QueriedTables(SampleWarehouse warehouse, String zone) {
        this.warehouse = warehouse;
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
        flink.setParallelism(2);
        tables = StreamTableEnvironment.create(flink, EnvironmentSettings.inBatchMode());
        tables.getConfig().set("table.local-time-zone", zone);
        tables.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
        for (ArchiveTable table : ArchiveTable.values()) {
            tables.executeSql(warehouse.ddl(table, table.tableName()));
        }
        tables.createTemporarySystemFunction("in_tens", InTens.class);
        tables.createTemporarySystemFunction("intens", InTens.class);
    }

    static MiniClusterExtension cluster() {
        return new MiniClusterExtension(
                new MiniClusterResourceConfiguration.Builder()
                        .setNumberTaskManagers(1)
                        .setNumberSlotsPerTaskManager(4)
                        .build());
    }

    /** With files that are not there yet, as a job leaves them while it writes. */
    static SampleWarehouse write(Path root) throws IOException {
        SampleWarehouse warehouse = new SampleWarehouse(root);
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
        return warehouse;
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

    void run(String statement) {
        tables.executeSql(statement);
    }

    String plan(String query) {
        return tables.explainSql(query);
    }

    long bytesOf(String query) throws Exception {
        ScanTally.take();
        answer(query);
        return ScanTally.take().bytes();
    }

    /** What the plan says of the only table of a query. */
    String scan(String query) {
        String plan = plan(query);
        return plan.substring(plan.lastIndexOf("TableSourceScan("));
    }

    /** In no order; numbers as BigDecimal. */
    @SuppressWarnings("try")
    List<List<Object>> answer(String query) throws Exception {
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

    List<List<Object>> duckDb(String query) throws Exception {
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
