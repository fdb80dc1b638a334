/**
 * {@code flowledger bench query}: the same questions to {@code flowledger sql}, to DuckDB on the
 * same files and to nfdump on the same flows, each in a process of its own. Measures wall time, CPU
 * time and bytes read from outside, and compares the answers.
 */
package io.flowledger.bench.query;
