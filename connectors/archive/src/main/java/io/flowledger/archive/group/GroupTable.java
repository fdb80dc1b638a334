package io.flowledger.archive.group;

import io.flowledger.archive.read.RowBatch;
import java.util.Arrays;

/**
 * Groups of rows and what is told of them, by open addressing. A table that is full gives groups
 * out: those of one row, as long as these are most of them, since a key that came again is likely
 * to come once more.
 */
public final class GroupTable {

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST_INDEX_BITS = 10;
    private static final int FIRST_GROUPS = 256;

    private final GroupLayout layout;
    private final BatchColumns columns;
    private final GroupMeasures measures;
    private final int keyWords;
    private final int stride;
    private final int most;

    private final long[][] keyValues;
    private final long[] hashes = new long[RowBatch.CAPACITY];
    private final boolean[] nulls = new boolean[RowBatch.CAPACITY];

    /** Word where the group of a row begins. */
    private final int[] groupOf = new int[RowBatch.CAPACITY];

    private TextIds texts = new TextIds();

    /** Group + 1; 0 is free. */
    private int[] index;

    private int shift;
    private long[] words;
    private int size;

    private final Giving giving = new Giving();

    /**
     * @param most groups to hold at most, more than a batch has rows
     */
    public GroupTable(GroupLayout layout, int most) {
        this.layout = layout;
        this.columns = new BatchColumns(layout.columns());
        this.measures = new GroupMeasures(layout, columns);
        this.most = most;
        keyWords = layout.keyWords();
        keyValues = new long[keyWords][RowBatch.CAPACITY];
        stride = layout.stride();
        words = new long[stride * FIRST_GROUPS];
        index = new int[1 << FIRST_INDEX_BITS];
        shift = Long.SIZE - FIRST_INDEX_BITS;
    }

    /** Whether there is no room for all rows of any batch. */
    public boolean isFull() {
        return Math.max(size, texts.size()) > most - RowBatch.CAPACITY;
    }

    /** Adds rows to their groups. */
    public void add(RowBatch batch) {
        int rows = batch.rows();
        takeKeys(batch);
        if (keyWords == 0) {
            if (size == 0) {
                append(0);
                words[layout.rowsWord()] = 0;
            }
            words[layout.rowsWord()] += rows;
            Arrays.fill(groupOf, 0, rows, 0);
        } else {
            hash(rows);
            find(rows);
        }
        measures.add(batch, words, groupOf);
    }

    /**
     * Moves groups of a full table there, as many as fit.
     *
     * @return false if there is nothing to be moved any more, and room for a batch
     */
    public boolean give(Groups to) {
        if (!giving.begun && !isFull()) {
            return false;
        }
        giving.begin(texts.size() <= most / 2);
        return giving.give(to);
    }

    /**
     * Moves groups there, as many as fit.
     *
     * @return false if none is left
     */
    public boolean giveAll(Groups to) {
        while (giving.begun || size > 0) {
            giving.begin(false);
            if (giving.give(to)) {
                return true;
            }
        }
        return false;
    }

    private void takeKeys(RowBatch batch) {
        int count = batch.rows();
        int[] keys = layout.keys();
        if (keyWords > keys.length) {
            Arrays.fill(keyValues[keys.length], 0, count, -1);
        }
        for (int k = 0; k < keys.length; k++) {
            if (columns.isText(keys[k])) {
                columns.texts(batch, keys[k], texts, keyValues[k]);
            } else {
                columns.numbers(batch, keys[k], keyValues[k]);
            }
            if (columns.mayBeNull(keys[k])) {
                columns.nulls(batch, keys[k], nulls);
                for (int i = 0; i < count; i++) {
                    if (nulls[i]) {
                        keyValues[k][i] = 0;
                        keyValues[keys.length][i] &= ~layout.presenceMask(k);
                    }
                }
            }
        }
    }

    private void hash(int count) {
        Arrays.fill(hashes, 0, count, 0);
        for (long[] key : keyValues) {
            for (int i = 0; i < count; i++) {
                hashes[i] = (hashes[i] ^ hashes[i] >>> 32 ^ key[i]) * GOLDEN;
            }
        }
    }

    private void find(int count) {
        long[] first = keyValues[0];
        for (int i = 0; i < count; i++) {
            int mask = index.length - 1;
            int slot = (int) (hashes[i] >>> shift);
            int group = index[slot] - 1;
            while (group >= 0 && !(words[group * stride] == first[i] && isOf(group * stride, i))) {
                slot = slot + 1 & mask;
                group = index[slot] - 1;
            }
            if (group >= 0) {
                int at = group * stride;
                words[at + keyWords]++;
                groupOf[i] = at;
            } else {
                groupOf[i] = append(i);
                index[slot] = size;
                if (2 * size > index.length) {
                    growIndex();
                }
            }
        }
    }

    /** Whether the keys behind the first one are those of a row. */
    private boolean isOf(int at, int row) {
        for (int k = 1; k < keyWords; k++) {
            if (words[at + k] != keyValues[k][row]) {
                return false;
            }
        }
        return true;
    }

    /** A new group with the key of a row; gives where it begins. */
    private int append(int row) {
        int at = size++ * stride;
        if (at == words.length) {
            words = Arrays.copyOf(words, 2 * at);
        }
        for (int k = 0; k < keyWords; k++) {
            words[at + k] = keyValues[k][row];
        }
        words[at + layout.rowsWord()] = 1;
        measures.start(words, at);
        return at;
    }

    private void growIndex() {
        index = new int[2 * index.length];
        shift--;
        fillIndex();
    }

    private void fillIndex() {
        int mask = index.length - 1;
        for (int group = 0; group < size; group++) {
            long hash = 0;
            for (int k = 0; k < keyWords; k++) {
                hash = (hash ^ hash >>> 32 ^ words[group * stride + k]) * GOLDEN;
            }
            int slot = (int) (hash >>> shift);
            while (index[slot] != 0) {
                slot = slot + 1 & mask;
            }
            index[slot] = group + 1;
        }
    }

    /** One walk over all groups, in steps: some are given out, the others move up. */
    private final class Giving {

        private boolean begun;
        private boolean keep;
        private int next;
        private int kept;

        void begin(boolean mayKeep) {
            if (!begun) {
                begun = true;
                keep = mayKeep && 2 * repeated() <= size;
                next = 0;
                kept = 0;
            }
        }

        private int repeated() {
            int repeated = 0;
            for (int at = layout.rowsWord(); at < size * stride; at += stride) {
                repeated += words[at] > 1 ? 1 : 0;
            }
            return repeated;
        }

        boolean give(Groups to) {
            to.start(texts.texts());
            while (next < size && !to.isFull()) {
                int at = next++ * stride;
                if (keep && words[at + layout.rowsWord()] > 1) {
                    System.arraycopy(words, at, words, kept++ * stride, stride);
                } else {
                    to.add(words, at);
                }
            }
            if (next == size && to.size() == 0) {
                end();
                return false;
            }
            return true;
        }

        private void end() {
            begun = false;
            size = kept;
            if (!keep) {
                texts = new TextIds();
            }
            Arrays.fill(index, 0);
            fillIndex();
        }
    }
}
