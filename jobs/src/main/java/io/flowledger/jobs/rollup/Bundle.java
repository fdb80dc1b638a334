package io.flowledger.jobs.rollup;

import io.flowledger.netflow.source.OpaqueTypeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Files that one task reads one after the other and adds up before it hands anything on. Many small
 * ones make up one bundle, a large one is in several.
 */
record Bundle(List<FilePiece> pieces) {

    static final TypeInformation<Bundle> TYPE =
            new OpaqueTypeInfo<>(Bundle.class, BundleSerializer.INSTANCE);

    private static final long LEAST_BYTES = 4L << 20;
    private static final long MOST_BYTES = 64L << 20;

    /** So that tasks end at about the same time. */
    private static final int BUNDLES_PER_TASK = 6;

    long bytes() {
        return pieces.stream().mapToLong(FilePiece::bytes).sum();
    }

    /**
     * @param files whole ones, those of a view together
     * @param tasks that will read them
     * @return the largest first, so that they can be dealt out
     */
    static List<Bundle> of(List<FilePiece> files, int tasks) {
        long all = files.stream().mapToLong(FilePiece::bytes).sum();
        long size =
                Math.max(
                        LEAST_BYTES, Math.min(MOST_BYTES, all / ((long) tasks * BUNDLES_PER_TASK)));
        List<Bundle> bundles = new ArrayList<>();
        List<FilePiece> pieces = new ArrayList<>();
        long bytes = 0;
        for (FilePiece file : files) {
            for (FilePiece piece : cut(file, size)) {
                if (bytes > 0 && bytes + piece.bytes() > size) {
                    bundles.add(new Bundle(List.copyOf(pieces)));
                    pieces.clear();
                    bytes = 0;
                }
                pieces.add(piece);
                bytes += piece.bytes();
            }
        }
        if (!pieces.isEmpty()) {
            bundles.add(new Bundle(List.copyOf(pieces)));
        }
        bundles.sort(Comparator.comparingLong(Bundle::bytes).reversed());
        return bundles;
    }

    private static List<FilePiece> cut(FilePiece file, long size) {
        int count = (int) Math.max(1, (file.length() + size / 2) / size);
        List<FilePiece> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pieces.add(
                    new FilePiece(
                            file.view(),
                            file.path(),
                            file.length(),
                            file.length() * i / count,
                            file.length() * (i + 1) / count));
        }
        return pieces;
    }
}
