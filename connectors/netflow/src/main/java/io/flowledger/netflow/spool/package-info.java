/**
 * The spool: an append-only log of received datagrams in a directory of fixed-size mapped segment
 * files. One receiver thread writes frames; any number of readers, in this or another process, copy
 * them out while it does. Every frame carries its own position and CRC-32C, so what a reader hands
 * on is what was received. It knows nothing of NetFlow, sockets or Flink.
 */
package io.flowledger.netflow.spool;
