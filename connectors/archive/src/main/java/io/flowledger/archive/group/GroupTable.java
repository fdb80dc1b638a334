package io.flowledger.archive.group;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.schema.TableColumn;
import java.util.Arrays;
import java.util.List;

/**
 * Groups of rows and what is told of them, by open addressing. All of a group is next to each
 * other, since it is a cache miss to find it:
 *
 * <pre>
 *   keys | which keys have a value, a bit each | measures | values each measure is of
 * </pre>
 *
 * The second part is there if a key may be NULL, and in the last one are those measures that may.
 */
public final class GroupTable {

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final int FIRST_INDEX_BITS = 10;
    private static final int FIRST_GROUPS = 256;
    private static final int NONE = -1;

    private final BatchColumns columns;
    private final int[] keys;
    private final List<Measure> measures;

    /** Which word a field is, keys before measures; and which one tells whether it is NULL. */
    private final int[] wordOf;

    private final int[] presenceOf;
    private final long[] presenceMask;
    private final int keyWords;
    private final int stride;
    private final int most;

    private final long[][] keyValues;
    private final long[] hashes = new long[RowBatch.CAPACITY];
    private final long[] numbers = new long[RowBatch.CAPACITY];
    private final boolean[] nulls = new boolean[RowBatch.CAPACITY];

    /** Word where the group of a row begins. */
    private final int[] groupOf = new int[RowBatch.CAPACITY];

    /** Group + 1; 0 is free. */
    private int[] index;

    private int shift;
    private long[] words;
    private int size;
    private long rows;

    /**
     * @param columns of the batches
     * @param keys places of whole numbers and times among them
     * @param most groups to hold at most, more than a batch has rows
     */
    public GroupTable(List<TableColumn> columns, int[] keys, List<Measure> measures, int most) {
        this.columns = new BatchColumns(columns);
        this.keys = keys.clone();
        this.measures = List.copyOf(measures);
        this.most = most;
        int fields = keys.length + measures.size();
        wordOf = new int[fields];
        presenceOf = new int[fields];
        presenceMask = new long[fields];
        Arrays.fill(presenceOf, NONE);
        boolean keyMayBeNull = Arrays.stream(keys).anyMatch(this.columns::mayBeNull);
        keyWords = keys.length + (keyMayBeNull ? 1 : 0);
        keyValues = new long[keyWords][RowBatch.CAPACITY];
        for (int i = 0; i < keys.length; i++) {
            wordOf[i] = i;
            presenceOf[i] = keyMayBeNull ? keys.length : NONE;
            presenceMask[i] = 1L << i;
        }
        int next = keyWords;
        for (int i = keys.length; i < fields; i++) {
            wordOf[i] = next++;
        }
        for (int i = keys.length; i < fields; i++) {
            Measure measure = measures.get(i - keys.length);
            if (measure.mayBeNull() && this.columns.mayBeNull(measure.column())) {
                presenceOf[i] = next++;
                presenceMask[i] = -1;
            }
        }
        stride = next;
        words = new long[stride * FIRST_GROUPS];
        clear();
    }

    /** Forgets all groups. */
    public void clear() {
        index = new int[1 << FIRST_INDEX_BITS];
        shift = Long.SIZE - FIRST_INDEX_BITS;
        size = 0;
        rows = 0;
    }

    /** Whether there is room for all rows of any batch. */
    public boolean hasRoom() {
        return size <= most - RowBatch.CAPACITY;
    }

    public int size() {
        return size;
    }

    /** That were added. */
    public long rows() {
        return rows;
    }

    /**
     * @param field of the keys and measures in their order
     */
    public long value(int group, int field) {
        return words[group * stride + wordOf[field]];
    }

    public boolean isNull(int group, int field) {
        return presenceOf[field] != NONE
                && (words[group * stride + presenceOf[field]] & presenceMask[field]) == 0;
    }

    /** Adds rows to their groups. */
    public void add(RowBatch batch) {
        takeKeys(batch);
        if (keyWords == 0) {
            if (size == 0) {
                append(0);
            }
            Arrays.fill(groupOf, 0, batch.rows(), 0);
        } else {
            hash(batch.rows());
            find(batch.rows());
        }
        measure(batch);
    }

    /** Makes a group of each row, which is cheaper where there are hardly two of a key. */
    public void append(RowBatch batch) {
        takeKeys(batch);
        for (int i = 0; i < batch.rows(); i++) {
            groupOf[i] = append(i);
        }
        measure(batch);
    }

    private void takeKeys(RowBatch batch) {
        int count = batch.rows();
        rows += count;
        if (keyWords > keys.length) {
            Arrays.fill(keyValues[keys.length], 0, count, -1);
        }
        for (int k = 0; k < keys.length; k++) {
            columns.numbers(batch, keys[k], keyValues[k]);
            if (columns.mayBeNull(keys[k])) {
                columns.nulls(batch, keys[k], nulls);
                for (int i = 0; i < count; i++) {
                    if (nulls[i]) {
                        keyValues[k][i] = 0;
                        keyValues[keys.length][i] &= ~presenceMask[k];
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
        for (int i = 0; i < count; i++) {
            int mask = index.length - 1;
            int slot = (int) (hashes[i] >>> shift);
            int group = index[slot] - 1;
            while (group >= 0 && !isOf(group * stride, i)) {
                slot = slot + 1 & mask;
                group = index[slot] - 1;
            }
            if (group >= 0) {
                groupOf[i] = group * stride;
            } else {
                groupOf[i] = append(i);
                index[slot] = size;
                if (2 * size > index.length) {
                    growIndex();
                }
            }
        }
    }

    private boolean isOf(int at, int row) {
        for (int k = 0; k < keyWords; k++) {
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
        Arrays.fill(words, at + keyWords, at + stride, 0);
        for (int i = 0; i < measures.size(); i++) {
            words[at + keyWords + i] = measures.get(i).start();
        }
        return at;
    }

    private void growIndex() {
        index = new int[2 * index.length];
        shift--;
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

    private void measure(RowBatch batch) {
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            int field = keys.length + i;
            if (measure.kind() == Measure.Kind.ROWS) {
                count(batch.rows(), wordOf[field]);
                continue;
            }
            boolean mayBeNull = columns.mayBeNull(measure.column());
            if (mayBeNull) {
                columns.nulls(batch, measure.column(), nulls);
            }
            if (measure.kind() == Measure.Kind.VALUES) {
                countValues(batch.rows(), wordOf[field], mayBeNull);
                continue;
            }
            columns.numbers(batch, measure.column(), numbers);
            if (mayBeNull) {
                neutralise(batch.rows(), measure.start());
                if (presenceOf[field] != NONE) {
                    countValues(batch.rows(), presenceOf[field], true);
                }
            }
            combine(measure.kind(), batch.rows(), wordOf[field]);
        }
    }

    private void neutralise(int count, long start) {
        for (int i = 0; i < count; i++) {
            if (nulls[i]) {
                numbers[i] = start;
            }
        }
    }

    private void count(int count, int word) {
        for (int i = 0; i < count; i++) {
            words[groupOf[i] + word]++;
        }
    }

    private void countValues(int count, int word, boolean mayBeNull) {
        for (int i = 0; i < count; i++) {
            words[groupOf[i] + word] += mayBeNull && nulls[i] ? 0 : 1;
        }
    }

    private void combine(Measure.Kind kind, int count, int word) {
        switch (kind) {
            case LEAST -> {
                for (int i = 0; i < count; i++) {
                    int at = groupOf[i] + word;
                    words[at] = Math.min(words[at], numbers[i]);
                }
            }
            case MOST -> {
                for (int i = 0; i < count; i++) {
                    int at = groupOf[i] + word;
                    words[at] = Math.max(words[at], numbers[i]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    words[groupOf[i] + word] += numbers[i];
                }
            }
        }
    }
}
