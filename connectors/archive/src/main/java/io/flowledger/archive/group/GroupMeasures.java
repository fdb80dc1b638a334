package io.flowledger.archive.group;

import io.flowledger.archive.read.RowBatch;

/** Adds the values of rows to the words of their groups, measure by measure. */
final class GroupMeasures {

    private final GroupLayout layout;
    private final BatchColumns columns;
    private final long[] numbers = new long[RowBatch.CAPACITY];
    private final boolean[] nulls = new boolean[RowBatch.CAPACITY];

    GroupMeasures(GroupLayout layout, BatchColumns columns) {
        this.layout = layout;
        this.columns = columns;
    }

    /** Sets the words of a group behind its rows to what they are before any value. */
    void start(long[] words, int at) {
        for (int word = layout.rowsWord() + 1; word < layout.stride(); word++) {
            words[at + word] = 0;
        }
        for (int i = 0; i < layout.measures().size(); i++) {
            Measure measure = layout.measures().get(i);
            if (measure.kind() != Measure.Kind.ROWS) {
                words[at + layout.wordOf(layout.keys().length + i)] = measure.start();
            }
        }
    }

    /**
     * @param groupOf word where the group of a row begins
     */
    void add(RowBatch batch, long[] words, int[] groupOf) {
        for (int i = 0; i < layout.measures().size(); i++) {
            Measure measure = layout.measures().get(i);
            // rows are counted where their group is found
            if (measure.kind() != Measure.Kind.ROWS) {
                add(batch, measure, layout.keys().length + i, words, groupOf);
            }
        }
    }

    private void add(RowBatch batch, Measure measure, int field, long[] words, int[] groupOf) {
        int word = layout.wordOf(field);
        boolean mayBeNull = columns.mayBeNull(measure.column());
        if (mayBeNull) {
            columns.nulls(batch, measure.column(), nulls);
        }
        if (measure.kind() == Measure.Kind.VALUES) {
            countValues(batch.rows(), words, groupOf, word, mayBeNull);
            return;
        }
        columns.numbers(batch, measure.column(), numbers);
        if (mayBeNull) {
            neutralise(batch.rows(), measure.start());
            if (layout.hasPresence(field)) {
                countValues(batch.rows(), words, groupOf, layout.presenceOf(field), true);
            }
        }
        combine(measure.kind(), batch.rows(), words, groupOf, word);
    }

    private void neutralise(int count, long start) {
        for (int i = 0; i < count; i++) {
            if (nulls[i]) {
                numbers[i] = start;
            }
        }
    }

    private void countValues(int count, long[] words, int[] groupOf, int word, boolean mayBeNull) {
        for (int i = 0; i < count; i++) {
            words[groupOf[i] + word] += mayBeNull && nulls[i] ? 0 : 1;
        }
    }

    private void combine(Measure.Kind kind, int count, long[] words, int[] groupOf, int word) {
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
