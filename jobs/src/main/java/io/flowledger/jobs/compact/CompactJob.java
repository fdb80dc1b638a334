package io.flowledger.jobs.compact;

import io.flowledger.archive.compact.CompactOptions;
import io.flowledger.archive.compact.HourOfFiles;
import io.flowledger.archive.compact.HourOfFiles.Range;
import io.flowledger.archive.compact.HourOfFiles.StoredFile;
import io.flowledger.archive.replace.Replacement;
import io.flowledger.jobs.BatchEnvironment;
import io.flowledger.jobs.CollectRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * The wiring of compact: parts of some hours over tasks, in a batch; then the files of the hours
 * that came out right are replaced, all at once.
 */
final class CompactJob {

    private static final String NAME = "flowledger compact";

    /** Of the heap, for chunks. */
    private static final double HEAP_SHARE = 0.7;

    private final Path warehouse;
    private final CompactOptions options;
    private final int parallelism;
    private final Map<String, String> flinkSettings;

    CompactJob(
            Path warehouse,
            CompactOptions options,
            int parallelism,
            Map<String, String> flinkSettings) {
        this.warehouse = warehouse;
        this.options = options;
        this.parallelism = parallelism;
        this.flinkSettings = flinkSettings;
    }

    /** Of an hour: what it is now, or what is wrong with it. */
    record Outcome(DayResult.Change change, boolean smaller, String problem) {}

    /**
     * @param hours by folder below the warehouse
     */
    Map<String, Outcome> run(Map<String, HourOfFiles> hours) throws Exception {
        try (Replacement replacement = Replacement.begin(warehouse)) {
            List<Part> parts = new ArrayList<>();
            hours.forEach((folder, hour) -> addParts(folder, hour, replacement.staging(), parts));
            List<Tuple4<Integer, Long, Long, String>> results = execute(parts);
            Map<String, Outcome> outcomes = new TreeMap<>();
            hours.forEach(
                    (folder, hour) -> outcomes.put(folder, outcome(folder, hour, parts, results)));
            replace(replacement, hours, outcomes);
            return outcomes;
        }
    }

    private static void addParts(String folder, HourOfFiles hour, Path staging, List<Part> parts) {
        int number = 0;
        for (List<Range> sources : hour.parts()) {
            Path file = new Path(staging, folder + "/" + hour.nameOf(number++).fileName());
            parts.add(new Part(folder, sources, file.toString()));
        }
    }

    private List<Tuple4<Integer, Long, Long, String>> execute(List<Part> parts) throws Exception {
        StreamExecutionEnvironment env = BatchEnvironment.of(parallelism, flinkSettings);
        List<Tuple4<Integer, Long, Long, String>> results = new ArrayList<>();
        CloseableIterator<Tuple4<Integer, Long, Long, String>> found =
                env.fromData(IntStream.range(0, parts.size()).boxed().toList(), Types.INT)
                        .name("parts")
                        .rebalance()
                        .map(new PartFunction(parts, options))
                        .returns(PartFunction.RESULT)
                        .name("compact")
                        // left to itself, Flink takes one task for so few bytes of numbers
                        .setParallelism(Math.min(env.getParallelism(), tasksThatFit()))
                        .executeAndCollect(NAME);
        try {
            found.forEachRemaining(results::add);
        } catch (RuntimeException e) {
            // only then: closed after a job that is over, it warns that data may be lost
            found.close();
            throw e;
        }
        return results;
    }

    /**
     * Each holds a chunk. What the task managers of a cluster have is for their operator to say.
     */
    private int tasksThatFit() {
        if (CollectRun.isSubmitted()) {
            return Integer.MAX_VALUE;
        }
        long chunk = options.chunkRows() * CompactOptions.HEAP_BYTES_PER_ROW;
        return (int) Math.max(1, (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE) / chunk);
    }

    private static Outcome outcome(
            String folder,
            HourOfFiles hour,
            List<Part> parts,
            List<Tuple4<Integer, Long, Long, String>> results) {
        int files = 0;
        long rows = 0;
        long bytes = 0;
        String problem = "";
        for (Tuple4<Integer, Long, Long, String> result : results) {
            if (parts.get(result.f0).hour().equals(folder)) {
                files++;
                rows += result.f1;
                bytes += result.f2;
                problem = problem.isEmpty() ? result.f3 : problem;
            }
        }
        DayResult.Change change =
                new DayResult.Change(hour.files().size(), hour.bytes(), files, bytes, rows);
        return new Outcome(change, bytes < hour.bytes(), problem);
    }

    private void replace(
            Replacement replacement, Map<String, HourOfFiles> hours, Map<String, Outcome> outcomes)
            throws IOException {
        List<Path> obsolete = new ArrayList<>();
        for (Map.Entry<String, Outcome> hour : outcomes.entrySet()) {
            if (hour.getValue().problem().isEmpty() && hour.getValue().smaller()) {
                for (StoredFile file : hours.get(hour.getKey()).files()) {
                    obsolete.add(new Path(file.path()));
                }
            } else {
                Path staged = new Path(replacement.staging(), hour.getKey());
                staged.getFileSystem().delete(staged, true);
            }
        }
        if (!obsolete.isEmpty()) {
            replacement.carryOut(obsolete);
        }
    }
}
