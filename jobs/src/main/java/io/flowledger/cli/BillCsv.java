package io.flowledger.cli;

import io.flowledger.jobs.BillListener;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.YearMonth;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A bill as CSV (RFC 4180, UTF-8, a header, NULL is an empty field). A file is there with all of it
 * or as it was before.
 */
final class BillCsv implements BillListener, AutoCloseable {

    /** For standard output. */
    static final String STANDARD_OUTPUT = "-";

    private final Path file;
    private final Path draft;
    private final Writer out;
    private CSVPrinter csv;
    private BillValues values;
    private boolean headed;

    BillCsv(String target) throws IOException {
        if (target.equals(STANDARD_OUTPUT)) {
            file = null;
            draft = null;
            out = writer(System.out);
            return;
        }
        file = Path.of(target).toAbsolutePath();
        if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
            throw new IllegalArgumentException(
                    "--csv " + target + ": there is no folder " + file.getParent());
        }
        draft = file.resolveSibling("." + file.getFileName() + ".draft");
        out = writer(Files.newOutputStream(draft));
    }

    private static Writer writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    @Override
    public void starts(BillTerms terms, YearMonth month, BillPeriod period) throws IOException {
        values = new BillValues(terms, month);
        csv = new CSVPrinter(out, CSVFormat.RFC4180);
    }

    @Override
    public void line(BillEntry entry) throws IOException {
        Map<String, Object> line = values.of(entry);
        if (!headed) {
            csv.printRecord(line.keySet());
            headed = true;
        }
        csv.printRecord(line.values().stream().map(BillCsv::text).toList());
    }

    private static Object text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value;
    }

    /** All lines are there. */
    void finish() throws IOException {
        out.flush();
        if (file != null) {
            out.close();
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            out.close();
            Files.deleteIfExists(draft);
        }
    }
}
