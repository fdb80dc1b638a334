package io.flowledger.archive.replace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** The few operations on files that replacing is made of, each done as a whole or not at all. */
public class WarehouseFiles {

    /** How a file's name ends while it is written. */
    static final String DRAFT = ".tmp";

    private final Path warehouse;
    private final FileSystem system;

    public WarehouseFiles(Path warehouse) throws IOException {
        this.warehouse = warehouse;
        this.system = warehouse.getFileSystem();
    }

    Path path(String name) {
        return new Path(warehouse, name);
    }

    /** Its path below the warehouse. */
    String nameOf(Path file) {
        String root = warehouse.getPath().replaceAll("/+$", "") + "/";
        String path = file.getPath();
        if (!path.startsWith(root)) {
            throw new IllegalArgumentException(file + " is not in the warehouse " + warehouse);
        }
        return path.substring(root.length());
    }

    FileStatus status(String name) throws IOException {
        return system.getFileStatus(path(name));
    }

    public boolean exists(String name) throws IOException {
        return system.exists(path(name));
    }

    /** The file is there with all of its text, or not; nothing must be there before. */
    public void write(String name, String text) throws IOException {
        draft(name, text);
        move(name + DRAFT, name);
    }

    /** Like {@link #write}, in place of what is there; killed meanwhile, nothing may be there. */
    public void replace(String name, String text) throws IOException {
        draft(name, text);
        // not all file systems rename onto a file that is there
        delete(name);
        move(name + DRAFT, name);
    }

    private void draft(String name, String text) throws IOException {
        try (OutputStream out = system.create(path(name + DRAFT), WriteMode.OVERWRITE)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    public String read(String name) throws IOException {
        try (InputStream in = system.open(path(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Nothing must be at {@code to}. */
    void move(String from, String to) throws IOException {
        system.mkdirs(path(to).getParent());
        if (!system.rename(path(from), path(to))) {
            throw new IOException("could not move " + path(from) + " to " + path(to));
        }
    }

    /** A file or a folder; one that is not there is as well as deleted. */
    public void delete(String name) throws IOException {
        if (exists(name) && !system.delete(path(name), true) && exists(name)) {
            throw new IOException("could not delete " + path(name));
        }
    }

    /** Names of the folders in a folder. */
    public List<String> folders(String name) throws IOException {
        return list(name).stream()
                .filter(FileStatus::isDir)
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
    }

    /** What is in a folder; nothing if there is none. */
    List<FileStatus> list(String name) throws IOException {
        return FolderContent.all(path(name));
    }

    /** Committed files below a folder, by path below it. */
    List<String> committedBelow(String name) throws IOException {
        List<Path> files = new ArrayList<>();
        collect(path(name), files);
        int prefix = name.length() + 1;
        return files.stream()
                .map(file -> nameOf(file).substring(prefix))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static void collect(Path folder, List<Path> files) throws IOException {
        for (FileStatus status : FolderContent.committed(folder)) {
            if (status.isDir()) {
                collect(status.getPath(), files);
            } else {
                files.add(status.getPath());
            }
        }
    }
}
