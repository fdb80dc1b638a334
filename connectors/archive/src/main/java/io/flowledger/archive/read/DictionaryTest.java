package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnType;

/** Whether a dictionary has a value that is wanted. */
final class DictionaryTest {

    private DictionaryTest() {}

    static boolean hasWanted(Page dictionary, ReadColumn column) {
        RowTest test = column.test();
        LittleEndian page = dictionary.values();
        int width = column.column().type().plainWidth();
        if (width == 0) {
            return hasWantedText(dictionary, test);
        }
        if (dictionary.count() < 0 || (long) dictionary.count() * width > page.length()) {
            throw new IllegalStateException("a page ends before its values do");
        }
        long unitsPerMilli =
                column.column().type() == ColumnType.TIMESTAMP
                        ? LongReader.unitsPerMilli(column.reader().descriptor())
                        : 1;
        int at = page.from();
        for (int i = 0; i < dictionary.count(); i++, at += width) {
            long value =
                    width == Integer.BYTES
                            ? LittleEndian.intAt(page.bytes(), at)
                            : Math.floorDiv(LittleEndian.longAt(page.bytes(), at), unitsPerMilli);
            if (test.wants(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWantedText(Page dictionary, RowTest test) {
        LittleEndian page = dictionary.values();
        int at = page.from();
        for (int i = 0; i < dictionary.count(); i++) {
            int from = at + Integer.BYTES;
            int length = from > page.to() ? -1 : LittleEndian.intAt(page.bytes(), at);
            if (length < 0 || length > page.to() - from) {
                throw new IllegalStateException("a page ends before its values do");
            }
            if (test.wants(new Text(page.bytes(), from, length, Text.NO_CODE))) {
                return true;
            }
            at = from + length;
        }
        return false;
    }
}
