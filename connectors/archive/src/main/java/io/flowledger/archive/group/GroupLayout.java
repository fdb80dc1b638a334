package io.flowledger.archive.group;

import io.flowledger.archive.schema.TableColumn;
import java.util.Arrays;
import java.util.List;

/**
 * Where in the words of a group what is. All of it is next to each other, since it is a cache miss
 * to find a group:
 *
 * <pre>
 *   keys | which keys have a value, a bit each | rows | measures | values each measure is of
 * </pre>
 *
 * The second part is there if a key may be NULL, and in the last one are those measures that may.
 * Fields are keys and then measures, in their order.
 */
public final class GroupLayout {

    private static final int NONE = -1;

    private final List<TableColumn> columns;
    private final int[] keys;
    private final List<Measure> measures;
    private final int[] wordOf;
    private final int[] presenceOf;
    private final long[] presenceMask;
    private final int keyWords;
    private final int stride;

    /**
     * @param columns of the batches
     * @param keys places of whole numbers, times and texts among them
     */
    public GroupLayout(List<TableColumn> columns, int[] keys, List<Measure> measures) {
        this.columns = List.copyOf(columns);
        this.keys = keys.clone();
        this.measures = List.copyOf(measures);
        int fields = keys.length + measures.size();
        wordOf = new int[fields];
        presenceOf = new int[fields];
        presenceMask = new long[fields];
        Arrays.fill(presenceOf, NONE);
        boolean keyMayBeNull = Arrays.stream(keys).anyMatch(k -> columns.get(k).nullable());
        keyWords = keys.length + (keyMayBeNull ? 1 : 0);
        for (int i = 0; i < keys.length; i++) {
            wordOf[i] = i;
            presenceOf[i] = keyMayBeNull ? keys.length : NONE;
            presenceMask[i] = 1L << i;
        }
        int next = keyWords + 1;
        for (int i = keys.length; i < fields; i++) {
            boolean rows = measures.get(i - keys.length).kind() == Measure.Kind.ROWS;
            wordOf[i] = rows ? rowsWord() : next++;
        }
        for (int i = keys.length; i < fields; i++) {
            Measure measure = measures.get(i - keys.length);
            if (measure.mayBeNull() && columns.get(measure.column()).nullable()) {
                presenceOf[i] = next++;
                presenceMask[i] = -1;
            }
        }
        stride = next;
    }

    List<TableColumn> columns() {
        return columns;
    }

    /** Places among the columns. */
    int[] keys() {
        return keys;
    }

    List<Measure> measures() {
        return measures;
    }

    /** Words that tell a group from others. */
    int keyWords() {
        return keyWords;
    }

    int rowsWord() {
        return keyWords;
    }

    /** Words of a group. */
    int stride() {
        return stride;
    }

    int wordOf(int field) {
        return wordOf[field];
    }

    /** Whether a word tells if this field, no key, is NULL. */
    boolean hasPresence(int field) {
        return presenceOf[field] != NONE;
    }

    /** Which word tells it. */
    int presenceOf(int field) {
        return presenceOf[field];
    }

    /** The bits of that word, of which one is set if there is a value. */
    long presenceMask(int field) {
        return presenceMask[field];
    }
}
