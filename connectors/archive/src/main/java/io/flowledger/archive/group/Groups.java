package io.flowledger.archive.group;

/** Some groups that a table has given out, for whoever passes them on. */
public final class Groups {

    private final GroupLayout layout;
    private final int most;
    private final long[] words;
    private byte[][] texts;
    private int size;

    public Groups(GroupLayout layout, int most) {
        this.layout = layout;
        this.most = most;
        this.words = new long[most * layout.stride()];
    }

    /**
     * @param texts by the ids that stand for them in the groups to come
     */
    void start(byte[][] texts) {
        this.texts = texts;
        size = 0;
    }

    boolean isFull() {
        return size == most;
    }

    void add(long[] from, int at) {
        System.arraycopy(from, at, words, size * layout.stride(), layout.stride());
        size++;
    }

    public int size() {
        return size;
    }

    /**
     * A number, or a time in milliseconds since 1970.
     *
     * @param field of the keys and measures in their order
     */
    public long value(int group, int field) {
        return words[group * layout.stride() + layout.wordOf(field)];
    }

    /** A key that is a text, as UTF-8. */
    public byte[] text(int group, int field) {
        return texts[(int) value(group, field)];
    }

    public boolean isNull(int group, int field) {
        return layout.hasPresence(field)
                && (words[group * layout.stride() + layout.presenceOf(field)]
                                & layout.presenceMask(field))
                        == 0;
    }
}
