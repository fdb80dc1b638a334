package io.flowledger.archive.table;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.archive.schema.TableColumn;
import io.flowledger.archive.write.DatagramWriter;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.archive.write.RowWriter;
import io.flowledger.archive.write.SampleTraffic;
import io.flowledger.archive.write.WriterGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables in a directory, laid out as the sinks do, and their declarations. */
final class SampleWarehouse {

    private static final FileOptions SMALL_PAGES =
            FileOptions.defaults().withPage(1_000, 1 << 20).withRowGroup(12_000, 1 << 24);

    private final Path root;

    SampleWarehouse(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** One file of an hour of receipt, filled evenly. */
    Path writeFlows(Instant hour, int datagrams, long seed) throws IOException {
        String day = hour.toString().substring(0, 10);
        Path folder = folder("flows", "dt=" + day, "hr=" + hour.toString().substring(11, 13));
        Path file = folder.resolve("flows-" + seed + ".parquet");
        SampleTraffic traffic =
                new SampleTraffic(
                        seed, 4, 3_000, hour.getEpochSecond() * 1_000_000, datagrams / 3_590.0);
        try (WriterGroup group = new WriterGroup(SMALL_PAGES);
                OutputStream out = Files.newOutputStream(file)) {
            DatagramWriter writer = group.openFlows(out);
            for (int i = 0; i < datagrams; i++) {
                writer.write(traffic.next(30));
            }
            writer.finish();
        }
        return file;
    }

    /** Entries a minute apart, of which every third does not know how many flows were lost. */
    Path writeLosses(String day, int entries) throws IOException {
        long start = Instant.parse(day + "T00:00:00Z").toEpochMilli();
        Path file = folder("losses", "dt=" + day).resolve("losses-0.parquet");
        writeRows(
                file,
                ArchiveTable.LOSSES,
                entries,
                (i, row) -> {
                    row.set(LossColumn.DETECTED_AT, start + 60_000L * i)
                            .set(LossColumn.EXPORTER, "10.0.0." + i % 3)
                            .set(LossColumn.ENGINE_TYPE, 0)
                            .set(LossColumn.ENGINE_ID, i % 2)
                            .set(LossColumn.EPOCH, start)
                            .set(LossColumn.KIND, i % 3 == 0 ? "restart" : "gap")
                            .set(LossColumn.APPORTIONED, 0)
                            .set(LossColumn.FINAL, 1);
                    if (i % 3 == 0) {
                        row.set(LossColumn.AT_LEAST, i);
                    } else {
                        row.set(LossColumn.LOST_FLOWS, 30L * i).set(LossColumn.CAUSE, "upstream");
                    }
                });
        return file;
    }

    Path writePostings(String view, String day, int rows) throws IOException {
        long start = Instant.parse(day + "T00:00:00Z").toEpochMilli();
        Path file = folder("postings", "view=" + view, "dt=" + day).resolve("postings-0.parquet");
        writeRows(
                file,
                ArchiveTable.POSTINGS,
                rows,
                (i, row) -> {
                    for (TableColumn column : PostingColumn.values()) {
                        if (!column.nullable()) {
                            switch (column.type()) {
                                case STRING -> row.set(column, "10.0.0.1");
                                case DOUBLE -> row.set(column, i / 2.0);
                                case TIMESTAMP -> row.set(column, start + 60_000L * i);
                                default -> row.set(column, i);
                            }
                        }
                    }
                });
        return file;
    }

    private void writeRows(Path file, ArchiveTable table, int rows, Fill fill) throws IOException {
        try (WriterGroup group = new WriterGroup(SMALL_PAGES);
                OutputStream out = Files.newOutputStream(file)) {
            RowWriter writer = group.openRows(table.tableName(), table.columns(), out);
            for (int i = 0; i < rows; i++) {
                fill.fill(i, writer);
                writer.endRow();
            }
            writer.finish();
        }
    }

    private Path folder(String table, String... partition) throws IOException {
        Path folder = root.resolve(table);
        for (String part : partition) {
            folder = folder.resolve(part);
        }
        return Files.createDirectories(folder);
    }

    /** Declares a table under a name, with further options such as {@code "'a' = 'b'"}. */
    String ddl(ArchiveTable table, String name, String... options) {
        List<String> keys = table.partitionKeys().stream().map(PartitionKey::columnName).toList();
        String columns =
                Stream.concat(
                                table.columns().stream()
                                        .map(
                                                c ->
                                                        "`"
                                                                + c.columnName()
                                                                + "` "
                                                                + ScanColumns.sqlType(c.type())),
                                keys.stream().map(key -> "`" + key + "` STRING"))
                        .collect(Collectors.joining(", "));
        String with =
                Stream.concat(
                                Stream.of(
                                        "'connector' = 'flowledger'",
                                        "'warehouse' = '" + root + "'",
                                        "'table' = '" + table.tableName() + "'"),
                                Stream.of(options))
                        .collect(Collectors.joining(", "));
        return "CREATE TABLE "
                + name
                + " ("
                + columns
                + ") PARTITIONED BY ("
                + keys.stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "))
                + ") WITH ("
                + with
                + ")";
    }

    /** The same table for DuckDB, as what stands after WITH. */
    String duckDb(ArchiveTable table) {
        String folders = "/*".repeat(table.partitionKeys().size());
        return table.tableName()
                + " AS (FROM read_parquet('"
                + root
                + "/"
                + table.folder()
                + folders
                + "/*.parquet', hive_partitioning = true, hive_types_autocast = false))";
    }

    private interface Fill {
        void fill(int i, RowTarget row);
    }
}
