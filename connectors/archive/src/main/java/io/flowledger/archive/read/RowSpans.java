package io.flowledger.archive.read;

import java.util.Arrays;

/** Rows of a row group as spans {@code [from, to)} in order that do not touch. Immutable. */
final class RowSpans {

    private final long[] bounds;

    private RowSpans(long[] bounds) {
        this.bounds = bounds;
    }

    static RowSpans all(long rows) {
        return new RowSpans(rows == 0 ? new long[0] : new long[] {0, rows});
    }

    int count() {
        return bounds.length / 2;
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    long from(int span) {
        return bounds[2 * span];
    }

    long to(int span) {
        return bounds[2 * span + 1];
    }

    /** Rows in all spans. */
    long rows() {
        long rows = 0;
        for (int i = 0; i < count(); i++) {
            rows += to(i) - from(i);
        }
        return rows;
    }

    /** Whether a row of {@code [from, to)} is in a span. */
    boolean touch(long from, long to) {
        for (int i = 0; i < count(); i++) {
            if (from(i) < to && to(i) > from) {
                return true;
            }
        }
        return false;
    }

    RowSpans intersection(RowSpans other) {
        Builder both = new Builder();
        int i = 0;
        int j = 0;
        while (i < count() && j < other.count()) {
            long from = Math.max(from(i), other.from(j));
            long to = Math.min(to(i), other.to(j));
            if (from < to) {
                both.add(from, to);
            }
            if (to(i) < other.to(j)) {
                i++;
            } else {
                j++;
            }
        }
        return both.build();
    }

    @Override
    public String toString() {
        return Arrays.toString(bounds);
    }

    /** Takes spans in order and joins those that touch. */
    static final class Builder {

        private long[] bounds = new long[16];
        private int size;

        void add(long from, long to) {
            if (from >= to) {
                return;
            }
            if (size > 0 && bounds[size - 1] == from) {
                bounds[size - 1] = to;
                return;
            }
            if (size == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * size);
            }
            bounds[size++] = from;
            bounds[size++] = to;
        }

        RowSpans build() {
            return new RowSpans(Arrays.copyOf(bounds, size));
        }
    }
}
