package io.flowledger.ledger.enrich;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with a header line: its rows go out, what is wrong with it goes to the problems. */
final class CsvTable {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setCommentMarker('#')
                    .setIgnoreEmptyLines(true)
                    .setIgnoreSurroundingSpaces(true)
                    .get();

    /** How Commons CSV says where a quoted field began that the file does not end. */
    private static final Pattern OPEN_QUOTE = Pattern.compile("startline ([^)]+)\\)");

    /** How it says that something follows a quoted field. */
    private static final Pattern BROKEN_QUOTE = Pattern.compile("at line: (\\S+), position");

    /** Takes a row, or says in an {@link IllegalArgumentException} what is wrong with it. */
    interface RowReader {
        void read(CsvRow row);
    }

    private final FileText file;
    private final Problems problems;

    CsvTable(FileText file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    void read(List<String> known, Set<String> required, RowReader rows) {
        try (CSVParser parser = CSVParser.parse(file.reader(), FORMAT)) {
            read(parser, known, required, rows);
        } catch (UncheckedIOException e) {
            refuseBroken(e.getCause());
        } catch (IOException e) {
            refuseBroken(e);
        }
    }

    private void read(
            CSVParser parser, List<String> known, Set<String> required, RowReader reader) {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            problems.addFile(
                    file.location(),
                    "is empty; the first line must name the columns: " + String.join(", ", known));
            return;
        }
        CSVRecord header = records.next();
        CsvColumns columns;
        try {
            columns = CsvColumns.of(header, known, required);
        } catch (IllegalArgumentException e) {
            refuse(parser.getCurrentLineNumber(), e);
            return;
        }
        CsvRow row = new CsvRow(columns);
        while (records.hasNext()) {
            CSVRecord record = records.next();
            long line = parser.getCurrentLineNumber() - lineBreaks(record);
            try {
                requireWhole(record, columns.fields(), parser.getCurrentLineNumber() == line);
                row.set(record, line);
                reader.read(row);
            } catch (IllegalArgumentException e) {
                refuse(line, e);
            }
        }
    }

    private static void requireWhole(CSVRecord record, int fields, boolean onOneLine) {
        if (!onOneLine) {
            throw new IllegalArgumentException(
                    "a value goes on over the line break; keep it on one line, or end its quotes");
        }
        if (record.size() != fields) {
            throw new IllegalArgumentException(
                    record.size() + " fields, but the first line names " + fields + " columns");
        }
    }

    private static long lineBreaks(CSVRecord record) {
        long breaks = 0;
        for (String value : record) {
            breaks += value.indexOf('\n') < 0 ? 0 : value.chars().filter(c -> c == '\n').count();
        }
        return breaks;
    }

    private void refuse(long line, IllegalArgumentException what) {
        problems.addLine(file.location(), line, what.getMessage());
    }

    private void refuseBroken(IOException e) {
        String message = String.valueOf(e.getMessage());
        Matcher openQuote = OPEN_QUOTE.matcher(message);
        Matcher brokenQuote = BROKEN_QUOTE.matcher(message);
        if (e instanceof CharacterCodingException) {
            problems.addNotUtf8(file);
        } else if (openQuote.find()) {
            problems.addLine(
                    file.location(),
                    number(openQuote.group(1)),
                    "a quoted value does not end; close its quotes");
        } else if (brokenQuote.find()) {
            problems.addLine(
                    file.location(),
                    number(brokenQuote.group(1)),
                    "a quoted value goes on after its quotes; write a quote within as \"\"");
        } else {
            problems.addFile(file.location(), message);
        }
    }

    /** A number as Commons CSV prints it: grouped, in the digits of the default locale. */
    private static long number(String text) {
        return text.chars()
                .filter(Character::isDigit)
                .mapToLong(digit -> Character.digit(digit, 10))
                .reduce(0, (number, digit) -> 10 * number + digit);
    }
}
