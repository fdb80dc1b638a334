package io.flowledger.bench.flood;

import java.util.Map;
import java.util.SortedMap;

/**
 * What a flood sent.
 *
 * @param datagrams UDP payloads
 * @param accepted payloads of NetFlow v5, truncated ones among them
 * @param sessions of those
 * @param senders addresses and ports that sent
 * @param archivedFlows flows a collector archives that lets everybody send
 * @param byKind payloads by kind
 * @param byRefusal payloads that must be refused, by reason; truncated ones in part
 */
record FloodCounts(
        double seconds,
        long datagrams,
        long bytes,
        long accepted,
        long sessions,
        long senders,
        long archivedFlows,
        Map<String, Long> byKind,
        SortedMap<String, Long> byRefusal) {}
