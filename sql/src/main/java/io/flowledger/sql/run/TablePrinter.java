package io.flowledger.sql.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.types.Row;

/**
 * Rows as an aligned table, numbers to the right. It has to see all rows first, so it takes no more
 * than 10,000 and says if there were more.
 */
final class TablePrinter implements RowPrinter {

    static final int MAX_ROWS = 10_000;

    private final List<String> names;
    private final PrintStream out;
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] number;
    private boolean more;

    TablePrinter(List<String> names, PrintStream out) {
        this.names = names;
        this.out = out;
        number = new boolean[names.size()];
        Arrays.fill(number, true);
    }

    @Override
    public boolean row(Row row) {
        if (rows.size() == MAX_ROWS) {
            more = true;
            return false;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.getArity(); i++) {
            Object value = row.getField(i);
            number[i] &= value == null || value instanceof Number;
            texts.add(value == null ? "NULL" : ValueText.of(value));
        }
        rows.add(texts);
        return true;
    }

    @Override
    public void end() {
        if (rows.size() == 1 && names.size() == 1 && rows.get(0).get(0).contains("\n")) {
            // a plan, a DDL: lines of its own
            out.println(rows.get(0).get(0).stripTrailing());
            return;
        }
        int[] widths = names.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        line(names, widths);
        StringBuilder rule = new StringBuilder();
        for (int width : widths) {
            rule.append(rule.isEmpty() ? "" : "--").append("-".repeat(width));
        }
        out.println(rule);
        rows.forEach(row -> line(row, widths));
        if (more) {
            out.println("… only the first " + MAX_ROWS + " rows are shown");
        }
    }

    private void line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ")
                    .append(number[i] ? pad + cells.get(i) : cells.get(i) + pad);
        }
        out.println(line.toString().stripTrailing());
    }
}
