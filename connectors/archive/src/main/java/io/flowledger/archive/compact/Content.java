package io.flowledger.archive.compact;

import java.util.Optional;

/** Rows as far as they can be compared with others without having them. */
public final class Content {

    private final RowSums sums;

    Content(RowSums sums) {
        this.sums = sums;
    }

    public long rows() {
        return sums.rows();
    }

    /** What the other has differently, in words; nothing if it has the same rows. */
    public Optional<String> difference(Content other) {
        return sums.difference(other.sums);
    }
}
