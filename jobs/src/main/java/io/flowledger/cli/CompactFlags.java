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
                    "dense: read by Flowledger, DuckDB, Spark and Trino; portable: by Flink's own Parquet"
                            + " format too. Default: ${DEFAULT-VALUE}.")
    private Encodings encoding;

    @Option(
            names = "--clusters",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Ranges of dst_addr that flows are sorted by, fewer where they would take more bytes"
                            + " than before; 1: order of arrival. Default: 16 if dense, 1 if portable.")
    private int clusters;

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
            description =
                    "Compression, 1 to 19; of flows higher levels make little of it, or more. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int zstdLevel;

    @Option(
            names = "--chunk-rows",
            paramLabel = "N",
            defaultValue = "" + CompactOptions.DEFAULT_CHUNK_ROWS,
            description =
                    "Most flows that are sorted together in memory, 160 bytes each in every task."
                            + " Default: ${DEFAULT-VALUE}.")
    private int chunkRows;

    CompactOptions options() {
        Quantities.requireWithin("--zstd-level", zstdLevel, 1, 19);
        Quantities.requireWithin("--chunk-rows", chunkRows, 1_000, MOST_CHUNK_ROWS);
        Quantities.requireWithin("--clusters", clusters, 0, 1_000);
        return new CompactOptions(
                encoding,
                zstdLevel,
                bloomColumns(),
                clusters == 0 ? CompactOptions.defaultClusters(encoding) : clusters,
                chunkRows);
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
