package io.flowledger.archive.replace;

import io.flowledger.archive.read.CommittedFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What is in a folder, on any Flink file system; nothing where there is no such folder. */
public final class FolderContent {

    private FolderContent() {}

    /** Folders and files, in whatever order the file system has them. */
    public static List<FileStatus> all(Path folder) throws IOException {
        FileStatus[] found;
        try {
            found = folder.getFileSystem().listStatus(folder);
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return found == null ? List.of() : Arrays.asList(found);
    }

    /** Those of them that are for readers. */
    public static List<FileStatus> committed(Path folder) throws IOException {
        return all(folder).stream()
                .filter(status -> CommittedFiles.isCommitted(status.getPath().getName()))
                .toList();
    }
}
