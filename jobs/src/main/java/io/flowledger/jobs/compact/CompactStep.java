package io.flowledger.jobs.compact;

import io.flowledger.archive.compact.CompactOptions;
import io.flowledger.archive.compact.HourOfFiles;
import io.flowledger.archive.compact.HourOfFiles.StoredFile;
import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.schema.FlowColumn;
import io.flowledger.archive.source.ArchivedRows;
import io.flowledger.jobs.MetricBoard;
import io.flowledger.jobs.nightly.DayRequest;
import io.flowledger.jobs.nightly.DayStep;
import io.flowledger.jobs.nightly.StepReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** The small files of the closed hours of a day become few large ones, sorted. */
public final class CompactStep implements DayStep {

    public static final String NAME = "compact";

    /** Hours are done together up to about so much, so that small ones share a job. */
    private static final long ROUND_BYTES = 1L << 30;

    private final CompactOptions options;

    public CompactStep(CompactOptions options) {
        this.options = options;
    }

    /** Flows read so far by the job of this JVM. */
    public static long flowsRead() {
        return MetricBoard.sum(PartFunction.FLOWS_READ);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StepReport run(DayRequest request) throws Exception {
        Map<String, HourOfFiles> hours = hours(request);
        if (hours.isEmpty()) {
            return StepReport.of(StepReport.Outcome.EMPTY, "no flows of that day");
        }
        DayResult result =
                new DayResult(
                        new TreeMap<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new TreeMap<>());
        Map<String, HourOfFiles> wanted = wanted(request, hours, result);
        if (request.dryRun()) {
            wanted.forEach(
                    (folder, hour) ->
                            result.compacted()
                                    .put(
                                            folder,
                                            new DayResult.Change(
                                                    hour.files().size(), hour.bytes(), 0, 0, 0)));
        } else {
            for (Map<String, HourOfFiles> round : rounds(wanted)) {
                compact(request, round, result);
            }
        }
        return CompactReport.of(result, request.dryRun());
    }

    private static Map<String, HourOfFiles> hours(DayRequest request) throws IOException {
        Map<String, List<StoredFile>> files = new TreeMap<>();
        for (FileStatus file :
                ArchivedRows.files(
                        new Path(request.warehouse(), FlowColumn.TABLE),
                        new HourRange(request.start(), request.end()))) {
            Path hour = file.getPath().getParent();
            String folder =
                    FlowColumn.TABLE + "/" + hour.getParent().getName() + "/" + hour.getName();
            files.computeIfAbsent(folder, none -> new ArrayList<>())
                    .add(new StoredFile(file.getPath().toString(), file.getLen()));
        }
        Map<String, HourOfFiles> hours = new TreeMap<>();
        files.forEach((folder, list) -> hours.put(folder, new HourOfFiles(list)));
        return hours;
    }

    private static Map<String, HourOfFiles> wanted(
            DayRequest request, Map<String, HourOfFiles> hours, DayResult result)
            throws IOException {
        ClosedHours closed = ClosedHours.of(request.warehouse(), Instant.now());
        Map<String, HourOfFiles> wanted = new TreeMap<>();
        hours.forEach(
                (folder, hour) -> {
                    if (hour.isCompacted()) {
                        result.done().add(folder);
                    } else if (closed.has(startOf(folder))) {
                        wanted.put(folder, hour);
                    } else {
                        result.open().add(folder);
                    }
                });
        return wanted;
    }

    private static Instant startOf(String folder) {
        String[] parts = folder.split("/");
        return HourRange.startOf(parts[1], parts[2]);
    }

    private static List<Map<String, HourOfFiles>> rounds(Map<String, HourOfFiles> hours) {
        List<Map<String, HourOfFiles>> rounds = new ArrayList<>();
        Map<String, HourOfFiles> round = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, HourOfFiles> hour : hours.entrySet()) {
            if (!round.isEmpty() && bytes + hour.getValue().bytes() > ROUND_BYTES) {
                rounds.add(round);
                round = new LinkedHashMap<>();
                bytes = 0;
            }
            round.put(hour.getKey(), hour.getValue());
            bytes += hour.getValue().bytes();
        }
        if (!round.isEmpty()) {
            rounds.add(round);
        }
        return rounds;
    }

    private void compact(DayRequest request, Map<String, HourOfFiles> round, DayResult result)
            throws Exception {
        CompactJob job =
                new CompactJob(
                        request.warehouse(),
                        options,
                        request.parallelism(),
                        request.flinkSettings());
        job.run(round)
                .forEach(
                        (folder, outcome) -> {
                            if (!outcome.problem().isEmpty()) {
                                result.problems().put(folder, outcome.problem());
                            } else if (outcome.smaller()) {
                                result.compacted().put(folder, outcome.change());
                            } else {
                                result.kept().add(folder);
                            }
                        });
    }
}
