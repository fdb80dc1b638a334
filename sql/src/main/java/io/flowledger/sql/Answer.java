package io.flowledger.sql;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Prints the rows of a statement as an aligned table; numbers to the right. */
public final class Answer {

    private static final int MAX_ROWS = 10_000;

    private Answer() {}

    /** Waits for the statement, prints at most 10,000 rows and says if there were more. */
    public static void print(TableResult result, PrintStream out) throws Exception {
        List<String> names = result.getResolvedSchema().getColumnNames();
        List<List<String>> rows = new ArrayList<>();
        boolean more = false;
        boolean[] number = new boolean[names.size()];
        java.util.Arrays.fill(number, true);
        try (CloseableIterator<Row> answers = result.collect()) {
            while (answers.hasNext()) {
                Row row = answers.next();
                if (rows.size() == MAX_ROWS) {
                    more = true;
                    break;
                }
                rows.add(texts(row, number));
            }
        }
        table(names, rows, number, out);
        if (more) {
            out.println("… only the first " + MAX_ROWS + " rows are shown");
        }
    }

    private static List<String> texts(Row row, boolean[] number) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.getArity(); i++) {
            Object value = row.getField(i);
            number[i] &= value == null || value instanceof Number;
            texts.add(value == null ? "NULL" : value.toString());
        }
        return texts;
    }

    private static void table(
            List<String> names, List<List<String>> rows, boolean[] number, PrintStream out) {
        int[] widths = names.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        line(names, widths, number, out);
        StringBuilder rule = new StringBuilder();
        for (int width : widths) {
            rule.append(rule.isEmpty() ? "" : "--").append("-".repeat(width));
        }
        out.println(rule);
        rows.forEach(row -> line(row, widths, number, out));
    }

    private static void line(List<String> cells, int[] widths, boolean[] number, PrintStream out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ")
                    .append(number[i] ? pad + cells.get(i) : cells.get(i) + pad);
        }
        out.println(line.toString().stripTrailing());
    }
}
