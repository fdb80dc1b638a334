/**
 * The jobs, one class each: wiring of sources, operators and sinks, and what it takes to run them
 * embedded (an own small Flink in this JVM) or submitted. No arithmetic about flows lives here.
 */
package io.flowledger.jobs;
