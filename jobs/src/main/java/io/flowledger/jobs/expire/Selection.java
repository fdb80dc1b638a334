package io.flowledger.jobs.expire;

import io.flowledger.archive.schema.ArchiveTable;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which folders go: those that are too old, and the oldest flows while there is too much. */
final class Selection {

    /** What is computed of flows and cannot be computed again without them. */
    private static final List<ArchiveTable> PROVED =
            List.of(ArchiveTable.FLOWS, ArchiveTable.POSTINGS);

    private final Proof proof;
    private final Map<LocalDate, Optional<String>> missing = new HashMap<>();
    private final List<TableFolder> going = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private long bytesKept;

    private Selection(Proof proof) {
        this.proof = proof;
    }

    /** A folder that would have to go, and why it does not. */
    record Kept(TableFolder folder, String why) {}

    /**
     * @param folders of all tables, of each the oldest first
     * @param today the day on which it is asked
     * @param maxBytes of all files together; MAX_VALUE for as much as there is
     */
    static Selection of(
            Map<ArchiveTable, List<TableFolder>> folders,
            Retention retention,
            LocalDate today,
            long maxBytes,
            Proof proof)
            throws IOException {
        Selection selection = new Selection(proof);
        List<TableFolder> flows = new ArrayList<>();
        for (Map.Entry<ArchiveTable, List<TableFolder>> table : folders.entrySet()) {
            Optional<LocalDate> firstKept = retention.firstKept(table.getKey(), today);
            for (TableFolder folder : table.getValue()) {
                if (firstKept.isPresent() && isBefore(folder, firstKept.get())) {
                    selection.take(folder);
                } else {
                    selection.bytesKept += folder.bytes();
                    if (table.getKey() == ArchiveTable.FLOWS) {
                        flows.add(folder);
                    }
                }
            }
        }
        for (TableFolder folder : flows) {
            if (selection.bytesKept > maxBytes && isBefore(folder, today)) {
                selection.bytesKept -= folder.bytes();
                selection.take(folder);
            }
        }
        return selection;
    }

    private static boolean isBefore(TableFolder folder, LocalDate day) {
        return !folder.end().atZone(ZoneOffset.UTC).toLocalDateTime().isAfter(day.atStartOfDay());
    }

    private void take(TableFolder folder) throws IOException {
        if (folder.files().isEmpty()) {
            return;
        }
        Optional<String> why =
                PROVED.contains(folder.table()) ? missing(folder.day()) : Optional.empty();
        if (why.isEmpty()) {
            going.add(folder);
        } else {
            kept.add(new Kept(folder, why.get()));
            bytesKept += folder.bytes();
        }
    }

    private Optional<String> missing(LocalDate day) throws IOException {
        Optional<String> known = missing.get(day);
        if (known == null) {
            known = proof.missing(day);
            missing.put(day, known);
        }
        return known;
    }

    List<TableFolder> going() {
        return going;
    }

    List<Kept> kept() {
        return kept;
    }

    /** Bytes of all tables that stay. */
    long bytesKept() {
        return bytesKept;
    }
}
