package io.flowledger.jobs.expire;

import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.PartitionKey;
import io.flowledger.jobs.nightly.StepReport;
import io.flowledger.jobs.nightly.StepReport.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileStatus;

/** What went or would go, and what stays although it is too old. */
final class ExpireReport {

    private static final double MEBI = 1 << 20;
    private static final int DAYS_NAMED = 5;

    private final Selection selection;
    private final List<FileStatus> abandoned;
    private final ExpireOptions options;

    ExpireReport(Selection selection, List<FileStatus> abandoned, ExpireOptions options) {
        this.selection = selection;
        this.abandoned = abandoned;
        this.options = options;
    }

    StepReport of(boolean dryRun) {
        boolean nothing = selection.going().isEmpty() && abandoned.isEmpty();
        Outcome outcome = nothing ? Outcome.UNCHANGED : dryRun ? Outcome.WOULD : Outcome.DONE;
        return new StepReport(outcome, text(dryRun), details());
    }

    private String text(boolean dryRun) {
        List<String> parts = new ArrayList<>();
        byTable().forEach((table, folders) -> parts.add(text(table, folders)));
        if (!abandoned.isEmpty()) {
            parts.add(
                    String.format(
                            Locale.ROOT,
                            "%,d file%s in progress left behind (%,.1f MiB)",
                            abandoned.size(),
                            abandoned.size() == 1 ? "" : "s",
                            abandoned.stream().mapToLong(FileStatus::getLen).sum() / MEBI));
        }
        String verb = dryRun ? "would delete " : "deleted ";
        StringBuilder text =
                new StringBuilder(
                        parts.isEmpty() ? "nothing is too old" : verb + String.join(", ", parts));
        keptByReason()
                .forEach(
                        (why, days) ->
                                text.append("; kept, since ")
                                        .append(why)
                                        .append(": ")
                                        .append(days));
        long over = selection.bytesKept() - options.maxBytes();
        if (over > 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "; %,.1f MiB remain, more than --max-size",
                            selection.bytesKept() / MEBI));
        }
        return text.toString();
    }

    private static String text(ArchiveTable table, List<TableFolder> folders) {
        PartitionKey key = table.partitionKeys().get(table.partitionKeys().size() - 1);
        String unit =
                switch (key) {
                    case HOUR -> "hour";
                    case MONTH -> "month";
                    default -> "day";
                };
        return String.format(
                Locale.ROOT,
                "%,d %s%s of %s (%,.1f MiB, %s to %s)",
                folders.size(),
                unit,
                folders.size() == 1 ? "" : "s",
                table.tableName(),
                bytes(folders) / MEBI,
                folders.get(0).day(),
                folders.get(folders.size() - 1).day());
    }

    private Map<String, String> keptByReason() {
        Map<String, TreeSet<String>> days = new TreeMap<>();
        for (Selection.Kept kept : selection.kept()) {
            days.computeIfAbsent(kept.why(), none -> new TreeSet<>())
                    .add(kept.folder().day().toString());
        }
        Map<String, String> texts = new LinkedHashMap<>();
        days.forEach(
                (why, all) ->
                        texts.put(
                                why,
                                String.join(", ", all.stream().limit(DAYS_NAMED).toList())
                                        + (all.size() > DAYS_NAMED
                                                ? " and " + (all.size() - DAYS_NAMED) + " more days"
                                                : "")));
        return texts;
    }

    private Map<ArchiveTable, List<TableFolder>> byTable() {
        Map<ArchiveTable, List<TableFolder>> byTable = new EnumMap<>(ArchiveTable.class);
        for (TableFolder folder : selection.going()) {
            byTable.computeIfAbsent(folder.table(), none -> new ArrayList<>()).add(folder);
        }
        return byTable;
    }

    private static long bytes(List<TableFolder> folders) {
        return folders.stream().mapToLong(TableFolder::bytes).sum();
    }

    private Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        List<Object> tables = new ArrayList<>();
        byTable()
                .forEach(
                        (table, folders) -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("table", table.tableName());
                            one.put(
                                    "folders",
                                    folders.stream().map(f -> f.path().toString()).toList());
                            one.put(
                                    "files",
                                    folders.stream().mapToInt(f -> f.files().size()).sum());
                            one.put("bytes", bytes(folders));
                            tables.add(one);
                        });
        details.put("deleted", tables);
        List<Object> kept = new ArrayList<>();
        for (Selection.Kept each : selection.kept()) {
            kept.add(Map.of("folder", each.folder().path().toString(), "why", each.why()));
        }
        details.put("kept", kept);
        details.put("abandonedFiles", abandoned.size());
        details.put("abandonedBytes", abandoned.stream().mapToLong(FileStatus::getLen).sum());
        details.put("bytesKept", selection.bytesKept());
        details.put("keep", options.retention().texts());
        return details;
    }
}
