package io.flowledger.netflow.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The splits that the options of a job ask for. */
final class SplitPlan {

    private final Map<String, SpoolSplit> spools = new LinkedHashMap<>();
    private final Map<String, CaptureSplit> captures = new LinkedHashMap<>();

    private SplitPlan() {}

    static SplitPlan of(NetflowSourceOptions options) {
        SplitPlan plan = new SplitPlan();
        for (AttachedSpool attached : options.attached()) {
            for (String directory : spoolsIn(Path.of(attached.path()))) {
                plan.add(fresh(options, attached.host(), directory, attached.intake()));
            }
        }
        for (ListeningSpool listening : options.listening()) {
            plan.add(fresh(options, listening.host(), listening.directory(), Intake.LISTEN));
        }
        for (String uri : options.captures()) {
            CaptureSplit capture = CaptureSplit.fresh(uri);
            plan.captures.put(capture.splitId(), capture);
        }
        return plan;
    }

    private static SpoolSplit fresh(
            NetflowSourceOptions options, String host, String directory, Intake intake) {
        return SpoolSplit.fresh(host, directory, intake)
                .withPosition(options.startingPosition().splitPosition());
    }

    int size() {
        return spools.size() + captures.size();
    }

    Iterable<SpoolSplit> spools() {
        return spools.values();
    }

    Iterable<CaptureSplit> captures() {
        return captures.values();
    }

    /** How a spool that may come from a checkpoint is fed in this job. */
    Intake intakeOf(String splitId) {
        SpoolSplit planned = spools.get(splitId);
        return planned == null ? Intake.REST : planned.intake();
    }

    private void add(SpoolSplit split) {
        spools.put(split.splitId(), split);
    }

    /**
     * A spool has files only, so a directory with directories in it holds one spool in each. What
     * cannot be seen from here is taken for a spool; the reader on its host will know.
     */
    private static List<String> spoolsIn(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path.toString());
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<String> directories =
                    entries.filter(Files::isDirectory).map(Path::toString).sorted().toList();
            return directories.isEmpty() ? List.of(path.toString()) : directories;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the spools in " + path, e);
        }
    }
}
