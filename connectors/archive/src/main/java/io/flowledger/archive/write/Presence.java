package io.flowledger.archive.write;

import java.util.Arrays;

/**
 * Which rows of a page have a value: the definition levels of a nullable column. Held as runs, so
 * that it costs nothing per flow where a whole datagram has a value or has none.
 */
final class Presence {

    private static final int FIRST_RUNS = 16;

    /** Lengths of runs in turn: rows with a value, rows without, rows with … */
    private int[] runs = new int[FIRST_RUNS];

    private int run;
    private int rows;
    private int values;

    void add(boolean present, int count) {
        boolean current = (run & 1) == 0;
        if (present != current) {
            run++;
            if (run == runs.length) {
                runs = Arrays.copyOf(runs, 2 * run);
            }
        }
        runs[run] += count;
        rows += count;
        values += present ? count : 0;
    }

    /** Rows of the page that have a value. */
    int values() {
        return values;
    }

    /**
     * Puts the levels as a v1 page has them, the length in 4 bytes and then the runs, and starts
     * the next page.
     *
     * @param levels room for the page's rows
     */
    void endPage(int[] levels, PageBytes page) {
        int lengthAt = page.size();
        page.putInt(0);
        int from = page.size();
        if (values == 0 || values == rows) {
            RunLengthEncoder.repeat(values == 0 ? 0 : 1, rows, 1, page);
        } else {
            expand(levels);
            RunLengthEncoder.encode(levels, rows, 1, page);
        }
        page.replaceInt(lengthAt, page.size() - from);
        clear();
    }

    private void expand(int[] levels) {
        int at = 0;
        for (int i = 0; i <= run; i++) {
            Arrays.fill(levels, at, at + runs[i], 1 - (i & 1));
            at += runs[i];
        }
    }

    private void clear() {
        Arrays.fill(runs, 0, run + 1, 0);
        run = 0;
        rows = 0;
        values = 0;
    }

    void release() {
        runs = new int[FIRST_RUNS];
    }

    long retainedBytes() {
        return 4L * runs.length;
    }
}
