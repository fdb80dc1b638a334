package io.flowledger.sql.run;

import java.io.PrintStream;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;

/**
 * Rows as they come, one object a line. Numbers are numbers, except those that JSON has none for
 * ({@code "NaN"}, {@code "Infinity"}); times and bytes are text.
 */
final class JsonPrinter implements RowPrinter {

    private static final int FIRST_PRINTABLE = 0x20;

    private final List<String> names;
    private final PrintStream out;

    JsonPrinter(List<String> names, PrintStream out) {
        this.names = names;
        this.out = out;
    }

    @Override
    public boolean row(Row row) {
        StringBuilder line = new StringBuilder("{");
        for (int i = 0; i < names.size(); i++) {
            line.append(i == 0 ? "" : ",");
            string(names.get(i), line);
            value(row.getField(i), line.append(':'));
        }
        out.println(line.append('}'));
        return true;
    }

    @Override
    public void end() {
        // every line is printed
    }

    private static void value(Object value, StringBuilder to) {
        if (value == null || value instanceof Boolean) {
            to.append(value);
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            to.append(ValueText.of(value));
        } else if (value instanceof Map<?, ?> map) {
            object(map, to);
        } else if (value instanceof Row row) {
            List<Object> fields = new ArrayList<>();
            for (int i = 0; i < row.getArity(); i++) {
                fields.add(row.getField(i));
            }
            array(fields.iterator(), to);
        } else if (value instanceof Iterable<?> items) {
            array(items.iterator(), to);
        } else if (value.getClass().isArray() && !(value instanceof byte[])) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(Array.get(value, i));
            }
            array(items.iterator(), to);
        } else {
            string(ValueText.of(value), to);
        }
    }

    private static void object(Map<?, ?> map, StringBuilder to) {
        to.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            string(ValueText.of(entry.getKey()), to.append(separator));
            value(entry.getValue(), to.append(':'));
            separator = ",";
        }
        to.append('}');
    }

    private static void array(Iterator<?> items, StringBuilder to) {
        to.append('[');
        while (items.hasNext()) {
            value(items.next(), to);
            to.append(items.hasNext() ? "," : "");
        }
        to.append(']');
    }

    private static void string(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> to.append('\\').append(c);
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < FIRST_PRINTABLE) {
                        to.append(String.format("\\u%04x", (int) c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }
}
