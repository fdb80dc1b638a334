package io.flowledger.cli;

import io.flowledger.archive.compact.CompactOptions;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.write.Encodings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How flows are compacted: {@code compact} and {@code nightly}. */
final class CompactFlags {

    private static final int MOST_CHUNK_ROWS = 16_000_000;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "dense",
            description =
                    "dense: clustered by dst_addr, read by Flowledger, DuckDB, Spark and Trino; portable:"
                            + " in order of arrival, read by Flink's own Parquet format too. Default:"
                            + " ${DEFAULT-VALUE}.")
    private Encodings encoding;

    @Option(
            names = "--bloom",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns of numbers that get Bloom filters, e.g. src_addr,dst_addr.")
    private List<String> blooms = new ArrayList<>();

    @Option(
            names = "--zstd-level",
            paramLabel = "N",
            defaultValue = "" + CompactOptions.DEFAULT_ZSTD_LEVEL,
            description = "Compression, 1 (fast) to 19. Default: ${DEFAULT-VALUE}.")
    private int zstdLevel;

    @Option(
            names = "--chunk-rows",
            paramLabel = "N",
            defaultValue = "" + CompactOptions.DEFAULT_CHUNK_ROWS,
            description =
                    "Flows sorted together in memory, 200 bytes each in every task. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int chunkRows;

    CompactOptions options() {
        Quantities.requireWithin("--zstd-level", zstdLevel, 1, 19);
        Quantities.requireWithin("--chunk-rows", chunkRows, 1_000, MOST_CHUNK_ROWS);
        return new CompactOptions(encoding, zstdLevel, bloomColumns(), chunkRows);
    }

    private Set<FlowColumn> bloomColumns() {
        Set<FlowColumn> columns = new LinkedHashSet<>();
        for (String name : blooms) {
            columns.add(
                    Arrays.stream(FlowColumn.values())
                            .filter(column -> column.columnName().equals(name))
                            .filter(column -> column.type() != ColumnType.STRING)
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "--bloom "
                                                            + name
                                                            + ": flows have no column of numbers of"
                                                            + " this name")));
        }
        return columns;
    }
}
