package io.flowledger.sql.run;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.types.Row;

/** Rows as they come, by RFC 4180; NULL is an empty field, the empty text {@code ""}. */
final class CsvPrinter implements RowPrinter {

    private static final String LINE_END = "\r\n";

    private final PrintStream out;

    CsvPrinter(List<String> names, PrintStream out) {
        this.out = out;
        out.print(names.stream().map(CsvPrinter::field).collect(Collectors.joining(",")));
        out.print(LINE_END);
    }

    @Override
    public boolean row(Row row) {
        String line =
                IntStream.range(0, row.getArity())
                        .mapToObj(i -> field(row.getField(i)))
                        .collect(Collectors.joining(","));
        out.print(line + LINE_END);
        return true;
    }

    @Override
    public void end() {
        // every line is printed
    }

    private static String field(Object value) {
        if (value == null) {
            return "";
        }
        String text = ValueText.of(value);
        boolean quote = text.isEmpty() || text.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
