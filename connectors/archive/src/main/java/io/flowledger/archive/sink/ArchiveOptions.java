package io.flowledger.archive.sink;

import io.flowledger.archive.write.FileOptions;
import java.io.Serializable;

/**
 * How the archive is written.
 *
 * @param files layout, compression and memory of the Parquet files, per sink subtask
 */
public record ArchiveOptions(FileOptions files) implements Serializable {

    private static final long serialVersionUID = 1;

    public static ArchiveOptions defaults() {
        return new ArchiveOptions(FileOptions.defaults());
    }

    public ArchiveOptions withFiles(FileOptions files) {
        return new ArchiveOptions(files);
    }
}
