package io.flowledger.sql.catalog;

import io.flowledger.sql.text.SqlToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogView;

/**
 * The views of the catalog. Each is a script, {@code /io/flowledger/sql/views/NAME.sql}: one {@code
 * CREATE TEMPORARY VIEW name (columns) COMMENT '…' AS query}, which can be run by hand as well.
 */
enum LedgerView {
    FLOWS_TEXT,
    TALKERS,
    CONVERSATIONS,
    INTERFACES,
    LOSS_BY_EXPORTER,
    TOTALS_WITH_LOSS;

    private static final String FOLDER = "/io/flowledger/sql/views/";

    static Optional<LedgerView> named(String name) {
        return Arrays.stream(values()).filter(view -> view.viewName().equals(name)).findFirst();
    }

    String viewName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The script as it is shipped. */
    String script() {
        String resource = FOLDER + viewName() + ".sql";
        try (InputStream in = LedgerView.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CatalogView definition(Qualified names) {
        Parts parts = parts(script());
        Schema.Builder schema = Schema.newBuilder();
        // Flink takes the types from the query and the names from here (CatalogManager
        // .resolveCatalogView)
        parts.columns().forEach(column -> schema.column(column, DataTypes.STRING()));
        return CatalogView.of(
                schema.build(),
                parts.comment(),
                parts.query(),
                names.query(parts.query()),
                Map.of());
    }

    private record Parts(List<String> columns, String comment, String query) {}

    /**
     * Columns are what is in the first brackets, the query what follows the first AS behind them.
     */
    private static Parts parts(String script) {
        List<String> columns = new ArrayList<>();
        String comment = "";
        boolean closed = false;
        boolean open = false;
        for (SqlToken token : SqlToken.of(script)) {
            String text = token.text(script);
            if (!token.kind().significant()) {
                continue;
            }
            if (closed && text.equalsIgnoreCase("AS")) {
                String query = script.substring(token.end()).strip().replaceAll(";$", "");
                return new Parts(columns, comment, query);
            }
            if (closed && token.kind() == SqlToken.Kind.STRING) {
                comment = text.substring(1, text.length() - 1);
            }
            if (open && !closed && !text.equals(",") && !text.equals(")")) {
                columns.add(text.replace("`", ""));
            }
            open |= text.equals("(");
            closed |= text.equals(")");
        }
        throw new IllegalStateException("no AS behind the columns of a view: " + script);
    }
}
