package io.flowledger.bench.query;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** DuckDB on the same files, with its JDBC driver. */
final class DuckEngine implements Engine {

    private final Path warehouse;
    private final MeasuredCommand process;
    private final String classPath;

    /** What the process reads before it has read any data: the virtual machine and the driver. */
    private final long startBytes;

    DuckEngine(Path launcher, Path warehouse, MeasuredCommand process)
            throws IOException, InterruptedException {
        this.warehouse = warehouse;
        this.process = process;
        this.classPath = ownJar() + ":" + driver(launcher);
        this.startBytes = run(Question.none()).cost().bytesRead();
    }

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public Reply ask(Question question) throws IOException, InterruptedException {
        MeasuredCommand.Outcome outcome = run(question);
        return new Reply(
                Answer.of(outcome.lines()),
                outcome.cost().wallSeconds(),
                outcome.cost().cpuSeconds(),
                Math.max(0, outcome.cost().bytesRead() - startBytes));
    }

    /** The rows of a query that is no question. */
    List<String> query(String sql) throws IOException, InterruptedException {
        return run(new Question("", "", sql, "")).lines();
    }

    private MeasuredCommand.Outcome run(Question question)
            throws IOException, InterruptedException {
        String files = warehouse.resolve("flows/*/*/*.parquet").toString().replace("'", "''");
        return process.run(
                List.of(
                        "java",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        DuckProcess.class.getName(),
                        "CREATE VIEW flows AS SELECT * FROM read_parquet('"
                                + files
                                + "', hive_partitioning = true)",
                        question.duckSql()),
                Map.of());
    }

    private static Path ownJar() throws IOException {
        try {
            return Path.of(
                    DuckEngine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the running jar is not found", e);
        }
    }

    /** The build puts it beside what the launcher runs, not among it: it is large. */
    private static Path driver(Path launcher) throws IOException {
        Path folder = launcher.resolveSibling("bench/target/duckdb");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> jars = Files.list(folder)) {
                return jars.findFirst().orElseThrow(() -> new IOException(folder + " is empty"));
            }
        }
        throw new IOException("DuckDB's driver is not in " + folder + ": build with Maven again");
    }
}
