/**
 * {@code flowledger bench batch}: the steps of a night on a generated day, each a process of its
 * own. Measures wall time, CPU time and memory from outside, and bytes on disk before and after.
 */
package io.flowledger.bench.batch;
