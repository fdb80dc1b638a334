package io.flowledger.jobs.expire;

import io.flowledger.archive.replace.FolderContent;
import io.flowledger.archive.replace.Replacement;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.jobs.nightly.DayRequest;
import io.flowledger.jobs.nightly.DayStep;
import io.flowledger.jobs.nightly.StepReport;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Deletes what need not be kept any longer after the day it is asked for. Each day of a table goes
 * in one go, for readers too, and a run that is killed is finished by the next.
 */
public final class ExpireStep implements DayStep {

    public static final String NAME = "expire";

    private final ExpireOptions options;

    public ExpireStep(ExpireOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StepReport run(DayRequest request) throws Exception {
        Path warehouse = request.warehouse();
        Map<ArchiveTable, List<TableFolder>> folders = new EnumMap<>(ArchiveTable.class);
        for (ArchiveTable table : ArchiveTable.values()) {
            folders.put(table, WarehouseFolders.of(warehouse, table));
        }
        Selection selection =
                Selection.of(
                        folders,
                        options.retention(),
                        request.day().plusDays(1),
                        options.maxBytes(),
                        options.unproved() ? Proof.NONE : new DayProof(warehouse));
        List<FileStatus> abandoned = AbandonedFiles.of(warehouse, options.abandonedAfter());
        if (!request.dryRun()) {
            for (List<TableFolder> together : byTableAndDay(selection.going())) {
                delete(warehouse, together);
            }
            for (FileStatus file : abandoned) {
                file.getPath().getFileSystem().delete(file.getPath(), false);
            }
        }
        return new ExpireReport(selection, abandoned, options).of(request.dryRun());
    }

    private static Iterable<List<TableFolder>> byTableAndDay(List<TableFolder> going) {
        Map<ArchiveTable, Map<LocalDate, List<TableFolder>>> grouped =
                new EnumMap<>(ArchiveTable.class);
        for (TableFolder folder : going) {
            grouped.computeIfAbsent(folder.table(), none -> new TreeMap<>())
                    .computeIfAbsent(folder.day(), none -> new ArrayList<>())
                    .add(folder);
        }
        return grouped.values().stream().flatMap(days -> days.values().stream()).toList();
    }

    private static void delete(Path warehouse, List<TableFolder> folders) throws IOException {
        TableFolder first = folders.get(0);
        if (first.table() == ArchiveTable.FLOWS) {
            ExpiredFlows.add(warehouse, first.day(), folders);
        }
        List<Path> files =
                folders.stream()
                        .flatMap(folder -> folder.files().stream())
                        .map(FileStatus::getPath)
                        .toList();
        try (Replacement replacement = Replacement.begin(warehouse)) {
            replacement.carryOut(files);
        }
        Path table = new Path(warehouse, first.table().folder());
        for (TableFolder folder : folders) {
            deleteEmpty(folder.path(), table);
        }
    }

    /** And those around it as far as they are empty then. */
    private static void deleteEmpty(Path folder, Path table) throws IOException {
        FileSystem system = folder.getFileSystem();
        for (Path at = folder; !at.equals(table); at = at.getParent()) {
            if (!FolderContent.all(at).isEmpty()
                    || system.exists(at) && !system.delete(at, false)) {
                return;
            }
        }
    }
}
