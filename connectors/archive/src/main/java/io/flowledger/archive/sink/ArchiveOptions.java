package io.flowledger.archive.sink;

import io.flowledger.archive.write.FileOptions;
import java.io.Serializable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How the archive is written.
 *
 * @param files layout, compression and memory of the Parquet files, per sink subtask
 * @param run of the job that writes, for the names of files
 */
public record ArchiveOptions(FileOptions files, RunName run) implements Serializable {

    private static final long serialVersionUID = 1;

    private static final FileOptions DEFAULTS = FileOptions.defaults();

    public static final ConfigOption<Integer> ZSTD_LEVEL =
            ConfigOptions.key("archive.zstd-level")
                    .intType()
                    .defaultValue(DEFAULTS.zstdLevel())
                    .withDescription("Compression of archive files, 1 (fastest) to 19 (smallest).");

    public static final ConfigOption<Integer> ROW_GROUP_ROWS =
            ConfigOptions.key("archive.row-group.rows")
                    .intType()
                    .defaultValue(DEFAULTS.rowGroupRows())
                    .withDescription("Flows after which a row group of a file ends.");

    public static final ConfigOption<MemorySize> ROW_GROUP_SIZE =
            ConfigOptions.key("archive.row-group.size")
                    .memoryType()
                    .defaultValue(new MemorySize(DEFAULTS.rowGroupBytes()))
                    .withDescription("Encoded size after which a row group of a file ends.");

    public static final ConfigOption<Integer> PAGE_ROWS =
            ConfigOptions.key("archive.page.rows")
                    .intType()
                    .defaultValue(DEFAULTS.pageRows())
                    .withDescription("Flows per page, the smallest unit a query can skip.");

    public static final ConfigOption<MemorySize> MEMORY =
            ConfigOptions.key("archive.memory")
                    .memoryType()
                    .defaultValue(new MemorySize(DEFAULTS.memoryBytes()))
                    .withDescription(
                            "Most that all open files of one sink subtask hold back in memory."
                                    + " A replayed backlog has one file open per hour it spans.");

    public static ArchiveOptions defaults() {
        return new ArchiveOptions(DEFAULTS, RunName.alone());
    }

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static ArchiveOptions from(ReadableConfig config) {
        FileOptions files =
                DEFAULTS.withZstdLevel(config.get(ZSTD_LEVEL))
                        .withRowGroup(
                                config.get(ROW_GROUP_ROWS), config.get(ROW_GROUP_SIZE).getBytes())
                        .withPage(config.get(PAGE_ROWS), DEFAULTS.pageBytes())
                        .withMemoryBytes(config.get(MEMORY).getBytes());
        return defaults().withFiles(files);
    }

    public ArchiveOptions withFiles(FileOptions files) {
        return new ArchiveOptions(files, run);
    }

    public ArchiveOptions withRun(RunName run) {
        return new ArchiveOptions(files, run);
    }
}
