package io.flowledger.sql.catalog;

import io.flowledger.sql.text.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Full names for tables and functions of a catalog in a query that has only their own, since Flink
 * looks for names in a view from where the reader is, not from where the view is.
 *
 * @param tables tables and views of the catalog
 * @param functions functions of the catalog, in lower case
 */
record Qualified(String catalog, String database, Set<String> tables, Set<String> functions) {

    private static final Set<String> BEFORE_TABLES = Set.of("FROM", "JOIN");

    String query(String sql) {
        List<SqlToken> tokens =
                SqlToken.of(sql).stream().filter(token -> token.kind().significant()).toList();
        StringBuilder qualified = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            String text = token.text(sql);
            String before = i == 0 ? "" : tokens.get(i - 1).text(sql).toUpperCase(Locale.ROOT);
            String after = i + 1 == tokens.size() ? "" : tokens.get(i + 1).text(sql);
            boolean table = BEFORE_TABLES.contains(before) && tables.contains(text);
            boolean function =
                    after.equals("(")
                            && !before.equals(".")
                            && functions.contains(text.toLowerCase(Locale.ROOT));
            if (token.kind() == SqlToken.Kind.WORD && (table || function)) {
                qualified.append(sql, copied, token.start()).append(prefix()).append(text);
                copied = token.end();
            }
        }
        return qualified.append(sql, copied, sql.length()).toString();
    }

    private String prefix() {
        return quoted(catalog) + "." + quoted(database) + ".";
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
