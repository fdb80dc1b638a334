package io.flowledger.netflow.source;

import io.flowledger.netflow.source.ExporterSet.Exporter;
import io.flowledger.netflow.wire.Refusal;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What the readers of a source have done in this JVM, for whoever runs the job embedded and prints
 * a status or a summary. Flink's metrics say the same on a cluster.
 */
public final class SourceActivity {

    private static final Map<String, SourceActivity> BY_SOURCE = new ConcurrentHashMap<>();
    private static final int TOP_EXPORTERS = 10;

    private final Map<Integer, ReaderActivity> bySubtask = new ConcurrentHashMap<>();

    private SourceActivity() {}

    /**
     * @param sourceId of {@link NetflowSource#id()}
     */
    public static SourceActivity of(String sourceId) {
        return BY_SOURCE.computeIfAbsent(sourceId, id -> new SourceActivity());
    }

    /** Lets go of the counts, once the job has ended and its summary is made. */
    public static void forget(String sourceId) {
        BY_SOURCE.remove(sourceId);
    }

    /** What was counted so far; after a restart of the job, replayed datagrams count again. */
    public SourceSummary summary() {
        Collection<ReaderActivity> readers = bySubtask.values();
        Set<Exporter> exporters = new HashSet<>();
        readers.forEach(reader -> reader.exporters.addTo(exporters));
        return new SourceSummary(
                sum(reader -> reader.datagrams.get()),
                sum(reader -> reader.flows.get()),
                sum(reader -> reader.bytes.get()),
                refusedByReason(),
                refusedByVersion(),
                sum(reader -> reader.truncated.get()),
                sum(reader -> reader.oversized.get()),
                sum(reader -> reader.concatenated.get()),
                sum(reader -> reader.trailingBytes.get()),
                exporters.size(),
                sumOfSpools(SpoolActivity::kernelDrops),
                spools().stream().allMatch(SpoolActivity::isKernelDropsKnown),
                sumOfSpools(SpoolActivity::spoolDrops),
                sumOfSpools(SpoolActivity::notAllowed),
                smallestBuffer(),
                sum(ReaderActivity::backlogBytes),
                readers.stream().mapToLong(ReaderActivity::backlogAgeMillis).max().orElse(0),
                sumOfSpools(SpoolActivity::evictedBytes),
                sumOfSpools(SpoolActivity::damagedBytes),
                refusingExporters(),
                readers.stream().flatMap(reader -> reader.remarks().stream()).toList());
    }

    /** Whether the spools are open and all that is in them was fetched. */
    public boolean isReadToTheEnd() {
        List<SpoolActivity> spools = spools();
        return !spools.isEmpty() && spools.stream().allMatch(SpoolActivity::isReadToTheEnd);
    }

    ReaderActivity reader(int subtask, Function<Integer, ReaderActivity> ifNew) {
        return bySubtask.computeIfAbsent(subtask, ifNew);
    }

    private List<SpoolActivity> spools() {
        return bySubtask.values().stream().flatMap(reader -> reader.spools().stream()).toList();
    }

    private long sum(ToLongFunction<ReaderActivity> count) {
        return bySubtask.values().stream().mapToLong(count).sum();
    }

    private long sumOfSpools(ToLongFunction<SpoolActivity> count) {
        return spools().stream().mapToLong(count).sum();
    }

    private long smallestBuffer() {
        return spools().stream()
                .mapToLong(SpoolActivity::grantedBufferBytes)
                .filter(bytes -> bytes != SpoolActivity.UNKNOWN)
                .min()
                .orElse(SpoolActivity.UNKNOWN);
    }

    private Map<Refusal.Reason, Long> refusedByReason() {
        Map<Refusal.Reason, Long> counts = new EnumMap<>(Refusal.Reason.class);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            counts.put(reason, sum(reader -> reader.refusals.of(reason)));
        }
        return counts;
    }

    private Map<String, Long> refusedByVersion() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (ReaderActivity reader : bySubtask.values()) {
            reader.refusals
                    .byVersion()
                    .forEach((version, tally) -> counts.merge(version, tally.get(), Long::sum));
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private List<RefusingExporter> refusingExporters() {
        return bySubtask.values().stream()
                .flatMap(reader -> reader.refusals.top(TOP_EXPORTERS).stream())
                .sorted(Comparator.comparingLong(RefusingExporter::total).reversed())
                .limit(TOP_EXPORTERS)
                .toList();
    }
}
