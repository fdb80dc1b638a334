/**
 * SQL as text: its tokens as far as quotes and comments go, and a script's statements. Knows no
 * grammar and no engine.
 */
package io.flowledger.sql.text;
