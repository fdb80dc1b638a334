package io.flowledger.archive.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.FileStatus;

/**
 * Files cut into pieces, so that all readers have something to do and end at about the same time. A
 * row group belongs to the piece that its middle is in.
 */
public final class FilePieces {

    private static final long LEAST_PIECE = 16L << 20;
    private static final long LARGEST_PIECE = 128L << 20;
    private static final int PIECES_PER_READER = 4;

    private FilePieces() {}

    /** Large files are cut. */
    public static List<FileSourceSplit> of(List<FileStatus> files, int readers) {
        long bytes = files.stream().mapToLong(FileStatus::getLen).sum();
        long piece = bytes / Math.max(1, (long) readers * PIECES_PER_READER);
        return cut(files, Math.min(LARGEST_PIECE, Math.max(LEAST_PIECE, piece)));
    }

    /** One piece for each file. */
    public static List<FileSourceSplit> whole(List<FileStatus> files) {
        return cut(files, Long.MAX_VALUE / 2);
    }

    private static List<FileSourceSplit> cut(List<FileStatus> files, long piece) {
        List<FileSourceSplit> splits = new ArrayList<>();
        for (FileStatus file : files) {
            int pieces = (int) Math.max(1, (file.getLen() + piece / 2) / piece);
            for (int i = 0; i < pieces; i++) {
                long from = file.getLen() * i / pieces;
                long to = file.getLen() * (i + 1) / pieces;
                splits.add(
                        new FileSourceSplit(
                                String.valueOf(splits.size()),
                                file.getPath(),
                                from,
                                to - from,
                                file.getModificationTime(),
                                file.getLen()));
            }
        }
        return splits;
    }
}
