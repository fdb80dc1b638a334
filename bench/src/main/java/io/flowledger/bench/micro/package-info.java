/**
 * JMH benchmarks of the pure parts, one class each: what a datagram or a record costs in CPU time.
 * Run by {@code org.openjdk.jmh.Main}; see docs/benchmarks.md.
 */
package io.flowledger.bench.micro;
