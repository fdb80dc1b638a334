package io.flowledger.sql.run;

import java.io.PrintStream;
import java.util.List;
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

    /** Waits for the rows of an answer and prints them. */
    public void print(Answer answer, PrintStream out) throws Exception {
        List<String> names = answer.columns();
        RowPrinter printer =
                switch (this) {
                    case TABLE -> new TablePrinter(names, out);
                    case CSV -> new CsvPrinter(names, out);
                    case JSON -> new JsonPrinter(names, out);
                };
        try (CloseableIterator<Row> rows = answer.rows()) {
            boolean more = true;
            while (more && rows.hasNext()) {
                more = printer.row(rows.next());
            }
        }
        printer.end();
        out.flush();
    }
}
