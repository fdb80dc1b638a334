/**
 * The traffic generator with its hands: UDP sockets, the wall clock, the capture file, the truth
 * file and the {@code send} command. {@link io.flowledger.bench.send.TrafficRun} is the way in for
 * other code. Decides nothing about the traffic itself; everything runs on the caller's thread.
 */
package io.flowledger.bench.send;
