package io.flowledger.jobs.rollup;

import io.flowledger.archive.replace.FolderContent;
import io.flowledger.archive.replace.PendingReplacements;
import io.flowledger.archive.schema.ArchiveTable;
import io.flowledger.archive.schema.PartitionKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Files of a table of views by view, of some days or months; as if replacements that are under way
 * were done.
 */
final class ViewFiles {

    private static final String VIEW = PartitionKey.VIEW.columnName() + "=";
    private static final int FINGERPRINT_BYTES = 16;

    private final Path warehouse;
    private final PendingReplacements pending;

    ViewFiles(Path warehouse) throws IOException {
        this.warehouse = warehouse;
        this.pending = PendingReplacements.of(warehouse);
    }

    /** Days or months of a table, by the name of their folder. */
    interface Wanted {
        boolean test(String folder);
    }

    /**
     * Those with files, in order of view; files in order of name.
     *
     * @param wanted for example {@code "dt=2026-01-31"::equals}
     */
    Map<String, List<FileStatus>> list(ArchiveTable table, Wanted wanted) throws IOException {
        Map<String, List<FileStatus>> views = new TreeMap<>();
        for (FileStatus view : FolderContent.committed(new Path(warehouse, table.folder()))) {
            if (!view.isDir() || !view.getPath().getName().startsWith(VIEW)) {
                continue;
            }
            for (FileStatus time : FolderContent.committed(view.getPath())) {
                if (time.isDir() && wanted.test(time.getPath().getName())) {
                    for (FileStatus file : FolderContent.committed(time.getPath())) {
                        if (!file.isDir() && !pending.isObsolete(file.getPath())) {
                            add(file, views);
                        }
                    }
                }
            }
        }
        for (FileStatus file : pending.waiting(table.folder())) {
            if (wanted.test(file.getPath().getParent().getName())) {
                add(file, views);
            }
        }
        views.values().forEach(files -> files.sort(Comparator.comparing(ViewFiles::name)));
        return views;
    }

    private static void add(FileStatus file, Map<String, List<FileStatus>> views) {
        String view = file.getPath().getParent().getParent().getName().substring(VIEW.length());
        views.computeIfAbsent(view, none -> new ArrayList<>()).add(file);
    }

    /** Below the view, which does not say whether the file waits elsewhere. */
    private static String name(FileStatus file) {
        return file.getPath().getParent().getName() + "/" + file.getPath().getName();
    }

    /** Tells files from others by their names and lengths. */
    static String fingerprint(List<FileStatus> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (FileStatus file : files) {
                String line = name(file) + " " + file.getLen() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Those of some views. */
    static Map<String, List<FileStatus>> some(
            Map<String, List<FileStatus>> files, Collection<String> views) {
        Map<String, List<FileStatus>> some = new TreeMap<>(files);
        some.keySet().retainAll(views);
        return some;
    }

    /** Of each view in the order in which they came, so that hours are next to each other. */
    static List<FilePiece> pieces(Map<String, List<FileStatus>> views) {
        List<FilePiece> pieces = new ArrayList<>();
        views.forEach(
                (view, files) ->
                        files.stream()
                                .sorted(Comparator.comparing(FileStatus::getModificationTime))
                                .forEach(
                                        file ->
                                                pieces.add(
                                                        new FilePiece(
                                                                view,
                                                                file.getPath().toString(),
                                                                file.getLen(),
                                                                0,
                                                                file.getLen()))));
        return pieces;
    }
}
