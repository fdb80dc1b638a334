package io.flowledger.archive.table;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** What the {@code WITH} clause of a table with {@code 'connector' = 'flowledger'} takes. */
public final class ArchiveTableOptions {

    /** Of the {@code connector} option. */
    public static final String IDENTIFIER = "flowledger";

    public static final ConfigOption<String> WAREHOUSE =
            ConfigOptions.key("warehouse")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Directory or URI of the warehouse.");

    public static final ConfigOption<String> TABLE =
            ConfigOptions.key("table")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Table of the warehouse, such as flows, losses, sessions, postings or"
                                    + " quarantine.");

    public static final ConfigOption<DamagedFiles> DAMAGED_FILES =
            ConfigOptions.key("damaged-files")
                    .enumType(DamagedFiles.class)
                    .defaultValue(DamagedFiles.FAIL)
                    .withDescription(
                            "What a file that cannot be read does to a query: fail ends it with"
                                    + " the file's name, skip leaves out what could not be read of"
                                    + " the file and reports it.");

    private ArchiveTableOptions() {}
}
