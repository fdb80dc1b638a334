package io.flowledger.archive.read;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A place among texts in the order of their UTF-8 bytes, unsigned, which is how Parquet's
 * statistics and Flink's strings are ordered: just before a text, or just behind it.
 */
public final class TextPlace implements Comparable<TextPlace>, Serializable {

    private static final long serialVersionUID = 1;

    private final byte[] text;
    private final boolean after;

    private TextPlace(byte[] text, boolean after) {
        this.text = text;
        this.after = after;
    }

    public static TextPlace before(byte[] text) {
        return new TextPlace(text, false);
    }

    public static TextPlace after(byte[] text) {
        return new TextPlace(text, true);
    }

    byte[] text() {
        return text;
    }

    /** Whether a text, and nothing else, is from here up to the other place. */
    boolean isJustBefore(TextPlace other) {
        return !after && other.after && Arrays.equals(text, other.text);
    }

    @Override
    public int compareTo(TextPlace other) {
        int order = Arrays.compareUnsigned(text, other.text);
        return order != 0 ? order : Boolean.compare(after, other.after);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextPlace place && compareTo(place) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(text) + Boolean.hashCode(after);
    }

    @Override
    public String toString() {
        return (after ? "after " : "before ") + new String(text, StandardCharsets.UTF_8);
    }
}
