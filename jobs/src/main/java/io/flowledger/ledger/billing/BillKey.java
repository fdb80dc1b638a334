package io.flowledger.ledger.billing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a line of a bill is for: the values of its key columns as texts, null for unknown, or all
 * keys that a view put together. It travels as one text, which is the same for the same key.
 *
 * @param other whether it stands for the keys beyond the bound of the view
 */
public record BillKey(boolean other, List<String> values) {

    private static final char SEPARATOR = '\u001f';
    private static final char UNKNOWN = '\u001e';
    private static final char ESCAPE = '\u001d';

    public BillKey {
        values = new ArrayList<>(values);
    }

    public static String text(boolean other, String... values) {
        return new BillKey(other, Arrays.asList(values)).text();
    }

    public String text() {
        StringBuilder text = new StringBuilder(other ? "*" : "");
        for (String value : values) {
            text.append(SEPARATOR);
            if (value == null) {
                text.append(UNKNOWN);
                continue;
            }
            for (int i = 0; i < value.length(); i++) {
                char each = value.charAt(i);
                if (each >= ESCAPE && each <= SEPARATOR) {
                    text.append(ESCAPE).append((char) (each - ESCAPE + 'a'));
                } else {
                    text.append(each);
                }
            }
        }
        return text.toString();
    }

    public static BillKey parse(String text) {
        List<String> values = new ArrayList<>();
        boolean other = text.startsWith("*");
        int at = other ? 1 : 0;
        while (at < text.length()) {
            int end = text.indexOf(SEPARATOR, at + 1);
            end = end < 0 ? text.length() : end;
            values.add(value(text.substring(at + 1, end)));
            at = end;
        }
        return new BillKey(other, values);
    }

    private static String value(String escaped) {
        if (escaped.length() == 1 && escaped.charAt(0) == UNKNOWN) {
            return null;
        }
        if (escaped.indexOf(ESCAPE) < 0) {
            return escaped;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char each = escaped.charAt(i);
            value.append(each == ESCAPE ? (char) (escaped.charAt(++i) - 'a' + ESCAPE) : each);
        }
        return value.toString();
    }
}
