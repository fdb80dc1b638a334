/**
 * Functions of SQL over flows and postings: addresses, networks, names, rates, percentiles. Each is
 * a class that Flink finds by name; NULL in gives NULL out, and an argument that makes no sense
 * fails with one line that names the function and the argument. Other modules add theirs as {@link
 * io.flowledger.sql.function.FunctionProvider}.
 */
package io.flowledger.sql.function;
