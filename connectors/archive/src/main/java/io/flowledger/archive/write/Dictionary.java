package io.flowledger.archive.write;

/** The distinct values of one column chunk, coded 0, 1, 2 … in order of appearance. */
interface Dictionary {

    int size();

    /** Bytes of the dictionary page for the first {@code count} values. */
    int plainBytes(int count);

    /** The first {@code count} values in PLAIN encoding. */
    void putPlain(int count, PageBytes page);

    long retainedBytes();

    void clear();
}
