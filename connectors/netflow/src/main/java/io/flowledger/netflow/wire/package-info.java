/**
 * The NetFlow v5 wire: offsets, flyweights over bytes, validation and time arithmetic. Bytes of one
 * UDP payload come in; export datagrams and refusals go out, on the caller's thread. Pure Java: it
 * never does I/O but for a list of names that it ships, never imports Flink, never allocates by a
 * number read from the wire.
 */
package io.flowledger.netflow.wire;
