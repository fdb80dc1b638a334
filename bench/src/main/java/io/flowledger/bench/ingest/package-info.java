/**
 * {@code flowledger bench ingest}: starts the real processes (the receiver daemon, the whole
 * collector), sends them generated traffic over loopback, and holds what they say at the end
 * against the truth. Measures from outside, by /proc and the processes' own summaries; knows
 * nothing of their insides.
 */
package io.flowledger.bench.ingest;
