/**
 * The library of ready-made queries: scripts that run as they are in any SQL client, and what their
 * marked literals are replaced with. Names and values come in, the text of a statement goes out;
 * nothing is run here.
 */
package io.flowledger.sql.query;
