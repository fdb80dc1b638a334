package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Warehouses that have all that is hard to account, around the end of a month, rolled up. */
final class RolledUpWarehouse {

    private static final String VIEWS =
            """
            enrichment: {prefixes: prefixes.csv, interfaces: interfaces.csv}
            exporters: {192.0.2.4: ovs}
            views:
              - exporters
              - interfaces
              - protocols
              - applications
              - as_pairs
              - sites
              - top_sources
              - {name: customers, keys: [src_customer, dst_network/prefixes, tcp_class], except: {protocol: [1]}}
              - {name: five_minutes, keys: [exporter, dscp], window: 5m}
              - {name: capped, keys: [src_addr, protocol], max-keys: 12}
              - {name: of_one, keys: [out_if], only: {exporter: [192.0.2.2]}, window: 6h}
            """;

    private RolledUpWarehouse() {}

    /** With postings, and with losses of all causes, but no rollups yet. */
    static Path imported(Path folder) throws Exception {
        Path imported = EnrichedImport.into(folder, VIEWS);
        giveLossesManyCauses(imported);
        return imported;
    }

    /** A copy of it, with rollups of its two days. */
    static Path of(Path imported, Path folder) throws Exception {
        Path rolledUp = folder.resolve("rolledUp");
        Folders.copy(imported, rolledUp);
        Outcome outcome = rollUpBothDays(rolledUp);
        assertThat(outcome.exitCode()).as(outcome.err() + outcome.out()).isZero();
        return rolledUp;
    }

    static Outcome rollUp(Path warehouse, String... options) {
        List<String> args =
                new ArrayList<>(
                        List.of("rollup", "--warehouse", warehouse.toString(), "--format", "json"));
        args.addAll(List.of(options));
        return Outcome.withProgress(args.toArray(String[]::new));
    }

    static Outcome rollUpBothDays(Path warehouse) {
        return rollUp(warehouse, "--from", "2026-01-31", "--to", "2026-02-01");
    }

    /** An import knows one cause only. */
    private static void giveLossesManyCauses(Path warehouse) throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            for (Path file : Folders.parquet(warehouse.resolve("losses"))) {
                Path other = file.resolveSibling("causes-" + file.getFileName());
                duckDb.execute(
                        """
                        COPY (SELECT * REPLACE ([NULL, 'collector_down', 'socket_overflow', 'spool_overflow',
                          'refused', 'upstream', 'mixed'][(hash(detected_at, first_sequence) %% 7)::INTEGER + 1]
                          AS cause) FROM read_parquet('%s', hive_partitioning = false)) TO '%s' (FORMAT parquet)
                        """
                                .formatted(file, other));
                Files.delete(file);
            }
        }
    }

    /** Postings of a day as if they were of another one. */
    static void shiftPostings(Path warehouse, String from, String to, String by) throws Exception {
        try (RollupExpectations duckDb = new RollupExpectations(warehouse)) {
            for (Path file : Folders.parquet(warehouse.resolve("postings"))) {
                if (file.getParent().endsWith("dt=" + from)) {
                    Path day = Files.createDirectories(file.getParent().resolveSibling("dt=" + to));
                    duckDb.execute(
                            """
                            COPY (SELECT * REPLACE (window_start - %s AS window_start) FROM
                              read_parquet('%s', hive_partitioning = false)) TO '%s' (FORMAT parquet)
                            """
                                    .formatted(by, file, day.resolve(file.getFileName())));
                }
            }
        }
    }
}
