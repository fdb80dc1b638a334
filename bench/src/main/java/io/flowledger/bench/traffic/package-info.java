/**
 * What a network of exporters sends: flows, export datagrams, sequence numbers, and what goes wrong
 * on the way (loss, bursts, duplicates, reordering, restarts). Options and a clock reading come in;
 * datagram bytes go to a {@link io.flowledger.bench.traffic.DatagramSink}, and the exact ground
 * truth comes out at the end. One thread, seeded, no I/O, no clock of its own: the same options,
 * seed and clock readings give the same bytes.
 */
package io.flowledger.bench.traffic;
