/**
 * What a collector must bear without swelling or losing count of its real exporters: floods of
 * forged senders and of damaged payloads, sent over UDP with exact counts of what was sent; and a
 * spool that holds a long backlog, written without a receiver. Knows nothing of who receives.
 */
package io.flowledger.bench.flood;
