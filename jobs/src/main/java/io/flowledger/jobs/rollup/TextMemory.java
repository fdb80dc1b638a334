package io.flowledger.jobs.rollup;

import io.flowledger.archive.read.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of a column whose rows mostly say the same as the row before. */
final class TextMemory {

    private Text last;
    private byte[] bytes = {};
    private String text = "";

    String of(Text value) {
        // of one dictionary, equal values are the same object
        if (value != last) {
            last = value;
            byte[] from = value.bytes();
            int end = value.from() + value.length();
            if (!Arrays.equals(bytes, 0, bytes.length, from, value.from(), end)) {
                bytes = Arrays.copyOfRange(from, value.from(), end);
                text = new String(bytes, StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
