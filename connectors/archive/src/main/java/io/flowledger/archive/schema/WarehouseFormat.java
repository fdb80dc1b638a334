package io.flowledger.archive.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version a warehouse is marked with, and whether this program may write to it. Decides only;
 * reading and writing the mark is {@code archive.sink}'s.
 */
public record WarehouseFormat(int version) {

    /** What this program writes. Raise it when an older one must not touch the warehouse. */
    public static final WarehouseFormat CURRENT = new WarehouseFormat(1);

    /** Where the mark is, below the warehouse; the dot hides it from readers of tables. */
    public static final String MARK = ".flowledger/format.json";

    private static final Pattern VERSION = Pattern.compile("\"format\"\\s*:\\s*(\\d{1,9})");

    public String toJson() {
        return "{\"format\": " + version + "}\n";
    }

    /**
     * @param where the mark's path, for the message
     * @throws IllegalArgumentException if the text is no mark
     */
    public static WarehouseFormat parse(String json, String where) {
        Matcher matcher = VERSION.matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException(
                    where
                            + " is damaged: it should read "
                            + CURRENT.toJson().strip()
                            + " (restore it if this is a Flowledger warehouse, choose another"
                            + " directory if not)");
        }
        return new WarehouseFormat(Integer.parseInt(matcher.group(1)));
    }

    /**
     * @throws IllegalStateException if a newer program wrote the warehouse
     */
    public void requireKnown(String warehouse) {
        if (version > CURRENT.version) {
            throw new IllegalStateException(
                    "warehouse "
                            + warehouse
                            + " was written by a newer Flowledger (format "
                            + version
                            + ", this one knows "
                            + CURRENT.version
                            + "): upgrade");
        }
    }
}
