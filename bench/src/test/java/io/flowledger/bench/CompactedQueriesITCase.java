package io.flowledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.cli.Flowledger;
import io.flowledger.sql.query.LibraryQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every query of the library, before its warehouse was compacted and behind it. */
@Timeout(300)
class CompactedQueriesITCase {

    @TempDir Path directory;

    @Test
    void everyQueryOfTheLibraryGivesTheSameAnswer() throws Exception {
        try (QueriedWarehouse warehouse = QueriedWarehouse.make(directory)) {
            Map<String, List<List<String>>> before = answers(warehouse);
            long flows = count(warehouse);

            int exit =
                    Flowledger.commandLine()
                            .execute(
                                    "compact",
                                    "--warehouse",
                                    directory.resolve("warehouse").toString(),
                                    "--from",
                                    "2026-01-31",
                                    "--to",
                                    "2026-02-01",
                                    "--bloom",
                                    "src_addr",
                                    "--chunk-rows",
                                    "30000");
            assertThat(exit).isZero();
            assertThat(filesOfFlows())
                    .isNotEmpty()
                    .allMatch(file -> file.getFileName().toString().contains("-compacted-"));

            assertThat(count(warehouse)).isEqualTo(flows);
            Map<String, List<List<String>>> now = answers(warehouse);
            for (String query : before.keySet()) {
                assertThat(now.get(query)).as(query).isEqualTo(before.get(query));
            }
        }
    }

    private static Map<String, List<List<String>>> answers(QueriedWarehouse warehouse)
            throws Exception {
        Map<String, List<List<String>>> answers = new TreeMap<>();
        for (String name : LibraryQuery.names()) {
            answers.put(
                    name,
                    warehouse.flink(
                            LibraryQuery.named(name)
                                    .with(
                                            QueryLibraryITCase.PARAMETERS.getOrDefault(
                                                    name, Map.of()))));
        }
        return answers;
    }

    /** By both engines. */
    private static long count(QueriedWarehouse warehouse) throws Exception {
        String query = "SELECT COUNT(*), SUM(packets), SUM(src_addr), MAX(flow_end) FROM flows";
        List<List<String>> counted = warehouse.flink(query);
        assertThat(warehouse.duckDb(query)).isEqualTo(counted);
        return Long.parseLong(counted.get(0).get(0));
    }

    private List<Path> filesOfFlows() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("warehouse/flows"))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }
}
