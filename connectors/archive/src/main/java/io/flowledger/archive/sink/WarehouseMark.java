package io.flowledger.archive.sink;

import io.flowledger.archive.schema.WarehouseFormat;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** The file in a warehouse that says which format it has; on any Flink file system. */
public final class WarehouseMark {

    private static final int MAX_LENGTH = 4096;

    private WarehouseMark() {}

    /**
     * Marks a new warehouse, accepts one of a known format. To be called before a job that writes
     * is started.
     *
     * @throws IllegalStateException if a newer Flowledger wrote the warehouse
     * @throws IOException if the warehouse cannot be read or written
     */
    public static void ensure(Path warehouse) throws IOException {
        Path mark = new Path(warehouse, WarehouseFormat.MARK);
        try {
            FileSystem files = warehouse.getFileSystem();
            if (!files.exists(mark)) {
                create(files, mark);
            }
            WarehouseFormat.parse(read(files, mark), mark.toString())
                    .requireKnown(warehouse.toString());
        } catch (IOException e) {
            throw new IOException(
                    "warehouse "
                            + warehouse
                            + " cannot be used: "
                            + (e.getMessage() == null
                                    ? e.getClass().getSimpleName()
                                    : e.getMessage())
                            + " (check that the path is right and writable)",
                    e);
        }
    }

    /** Under another name first: a reader never sees half a mark. */
    private static void create(FileSystem files, Path mark) throws IOException {
        files.mkdirs(mark.getParent());
        Path draft = new Path(mark.getParent(), "format." + UUID.randomUUID() + ".tmp");
        try (OutputStream out = files.create(draft, WriteMode.NO_OVERWRITE)) {
            out.write(WarehouseFormat.CURRENT.toJson().getBytes(StandardCharsets.UTF_8));
        }
        if (!files.rename(draft, mark)) {
            files.delete(draft, false);
            if (!files.exists(mark)) {
                throw new FileNotFoundException("could not create " + mark);
            }
        }
    }

    private static String read(FileSystem files, Path mark) throws IOException {
        try (InputStream in = files.open(mark)) {
            return new String(in.readNBytes(MAX_LENGTH), StandardCharsets.UTF_8);
        }
    }
}
