/**
 * The demo: collector, generator and SQL in one process on this machine, for someone who sees
 * Flowledger for the first time.
 */
package io.flowledger.bench.demo;
