package io.flowledger.archive.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One value of a column of text or bytes, where it is in its page; nobody changes it. */
public final class Text {

    /** For a value that is in no dictionary. */
    static final int NO_CODE = -1;

    private final byte[] bytes;
    private final int from;
    private final int length;
    private final int code;

    Text(byte[] bytes, int from, int length, int code) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
        this.code = code;
    }

    /** It is bytes {@code [from, from + length)} of these. */
    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int length() {
        return length;
    }

    /** Its place in the dictionary of its column chunk, or {@link #NO_CODE}. */
    int code() {
        return code;
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    @Override
    public String toString() {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
