/**
 * UDP sockets to spools: one thread per socket takes what exporters send, checks the sender against
 * the allow-list and appends it, whatever it is, to the socket's spool. Beside it a slow thread
 * reads the kernel's drop counter. It knows nothing of NetFlow or Flink.
 */
package io.flowledger.netflow.receiver;
