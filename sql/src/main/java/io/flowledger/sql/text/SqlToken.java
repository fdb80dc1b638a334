package io.flowledger.sql.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL text, from {@code start} up to and without {@code end}. Quotes and comments are
 * those of Calcite's lexer as Flink sets it up: strings in single quotes, names in backticks, a
 * quote in either doubled.
 */
public record SqlToken(Kind kind, int start, int end) {

    /** What a piece of text is. */
    public enum Kind {
        SPACE,
        COMMENT,
        /** A comment that the planner reads. */
        HINT,
        STRING,
        QUOTED_NAME,
        WORD,
        SYMBOL;

        /** Whether the statement means something else without it. */
        public boolean significant() {
            return this != SPACE && this != COMMENT;
        }
    }

    /** All of a text, end to end. */
    public static List<SqlToken> of(String sql) {
        List<SqlToken> tokens = new ArrayList<>();
        for (int at = 0; at < sql.length(); ) {
            SqlToken token = next(sql, at);
            tokens.add(token);
            at = token.end();
        }
        return tokens;
    }

    public String text(String sql) {
        return sql.substring(start, end);
    }

    private static SqlToken next(String sql, int at) {
        char c = sql.charAt(at);
        if (sql.startsWith("--", at) || sql.startsWith("//", at)) {
            return new SqlToken(Kind.COMMENT, at, lineEnd(sql, at));
        }
        if (sql.startsWith("/*", at)) {
            int close = sql.indexOf("*/", at + 2);
            Kind kind = sql.startsWith("/*+", at) ? Kind.HINT : Kind.COMMENT;
            return new SqlToken(kind, at, close < 0 ? sql.length() : close + 2);
        }
        if (c == '\'' || c == '`') {
            return new SqlToken(
                    c == '`' ? Kind.QUOTED_NAME : Kind.STRING, at, quoteEnd(sql, at, c));
        }
        int end = at;
        if (Character.isWhitespace(c)) {
            while (end < sql.length() && Character.isWhitespace(sql.charAt(end))) {
                end++;
            }
            return new SqlToken(Kind.SPACE, at, end);
        }
        if (Character.isJavaIdentifierPart(c)) {
            while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                end++;
            }
            return new SqlToken(Kind.WORD, at, end);
        }
        return new SqlToken(Kind.SYMBOL, at, at + 1);
    }

    private static int lineEnd(String sql, int at) {
        int end = at;
        while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** A doubled quote is two strings side by side: the same end. */
    private static int quoteEnd(String sql, int at, char quote) {
        int close = sql.indexOf(quote, at + 1);
        return close < 0 ? sql.length() : close + 1;
    }
}
