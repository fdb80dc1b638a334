/**
 * Runs statements one after the other and prints their rows as a table, CSV or JSON; the first one
 * that fails ends it, named in one line. Statements come in as text, answers go out as they come.
 */
package io.flowledger.sql.run;
