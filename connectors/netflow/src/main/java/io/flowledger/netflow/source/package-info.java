/**
 * The Flink source: spools and capture files come in as splits, export datagrams go out, each with
 * its receive time and each once per checkpointed position. The enumerator keeps a spool with
 * readers on the host that has it; the reader's fetcher thread tails spools, the task thread parses
 * and emits. What a datagram means, and where it is stored, is not known here.
 */
package io.flowledger.netflow.source;
