package io.flowledger.archive.write;

import java.io.Serializable;

/**
 * How files are laid out and how much memory the writers of one thread may hold.
 *
 * @param zstdLevel compression level, 1 (fastest) to 19
 * @param rowGroupRows rows after which a row group ends
 * @param rowGroupBytes encoded bytes held back after which a row group ends
 * @param pageRows rows after which the pages of all columns end; the unit readers can skip
 * @param pageBytes bytes of one column after which the pages of all columns end
 * @param memoryBytes bound on what all open writers of a thread hold back together; beyond it the
 *     largest one ends its row group early
 */
public record FileOptions(
        int zstdLevel,
        int rowGroupRows,
        long rowGroupBytes,
        int pageRows,
        int pageBytes,
        long memoryBytes)
        implements Serializable {

    private static final long serialVersionUID = 1;

    private static final long MIB = 1 << 20;

    public FileOptions {
        requireRange("zstd level", zstdLevel, 1, 19);
        requireRange("rows per row group", rowGroupRows, 1, Integer.MAX_VALUE);
        requireRange("bytes per row group", rowGroupBytes, 1, Long.MAX_VALUE);
        requireRange("rows per page", pageRows, 1, 1 << 20);
        requireRange("bytes per page", pageBytes, 1, 1 << 30);
        requireRange("memory of open files", memoryBytes, 1, Long.MAX_VALUE);
    }

    public static FileOptions defaults() {
        return new FileOptions(1, 1_000_000, 64 * MIB, 20_000, (int) MIB, 192 * MIB);
    }

    public FileOptions withZstdLevel(int level) {
        return new FileOptions(
                level, rowGroupRows, rowGroupBytes, pageRows, pageBytes, memoryBytes);
    }

    public FileOptions withRowGroup(int rows, long bytes) {
        return new FileOptions(zstdLevel, rows, bytes, pageRows, pageBytes, memoryBytes);
    }

    public FileOptions withPage(int rows, int bytes) {
        return new FileOptions(zstdLevel, rowGroupRows, rowGroupBytes, rows, bytes, memoryBytes);
    }

    public FileOptions withMemoryBytes(long bytes) {
        return new FileOptions(zstdLevel, rowGroupRows, rowGroupBytes, pageRows, pageBytes, bytes);
    }

    private static void requireRange(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "archive "
                            + what
                            + " must be between "
                            + least
                            + " and "
                            + most
                            + ", not "
                            + value);
        }
    }
}
