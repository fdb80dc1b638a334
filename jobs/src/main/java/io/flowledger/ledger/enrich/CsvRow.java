package io.flowledger.ledger.enrich;

import org.apache.commons.csv.CSVRecord;

/** The row of a file that is being read; valid until the next one. */
final class CsvRow {

    private final CsvColumns columns;
    private CSVRecord record;
    private long line;

    CsvRow(CsvColumns columns) {
        this.columns = columns;
    }

    void set(CSVRecord read, long startLine) {
        record = read;
        line = startLine;
    }

    int line() {
        return (int) line;
    }

    /** The value of a column, empty where the file has no such column. */
    String text(String column) {
        int position = columns.position(columns.index(column));
        return position < 0 ? "" : record.get(position);
    }

    /**
     * The value of a column that must not be empty.
     *
     * @throws IllegalArgumentException if it is
     */
    String required(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the column '" + column + "' is empty; fill it");
        }
        return text;
    }

    /**
     * A whole number from 0 to {@code most}.
     *
     * @throws IllegalArgumentException if the column holds anything else
     */
    int number(String column, int most) {
        return number(column, required(column), most);
    }

    static int number(String column, String text, int most) {
        long value = 0;
        for (int i = 0; i < text.length() && value <= most; i++) {
            char digit = text.charAt(i);
            value = digit < '0' || digit > '9' ? Long.MAX_VALUE : 10 * value + digit - '0';
        }
        if (text.isEmpty() || value > most) {
            throw new IllegalArgumentException(
                    column + " '" + text + "' is no number from 0 to " + most);
        }
        return (int) value;
    }
}
