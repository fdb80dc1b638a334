package io.flowledger.sql.run;

import java.io.PrintStream;
import java.util.List;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** How rows are printed. */
public enum ResultFormat {
    /** Aligned columns for a person; at most 10,000 rows. */
    TABLE,
    /** RFC 4180, a header first; NULL is an empty field, the empty text {@code ""}. */
    CSV,
    /** One object a line. */
    JSON;

    /** Waits for the answer of a statement and prints its rows, if it is one that has any. */
    public void print(TableResult result, PrintStream out) throws Exception {
        List<String> names = result.getResolvedSchema().getColumnNames();
        try (CloseableIterator<Row> rows = result.collect()) {
            print(names, rows, out);
        }
    }

    void print(List<String> names, java.util.Iterator<Row> rows, PrintStream out) {
        RowPrinter printer =
                switch (this) {
                    case TABLE -> new TablePrinter(names, out);
                    case CSV -> new CsvPrinter(names, out);
                    case JSON -> new JsonPrinter(names, out);
                };
        boolean more = true;
        while (more && rows.hasNext()) {
            more = printer.row(rows.next());
        }
        printer.end();
        out.flush();
    }
}
