package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.ExporterAddress;
import io.flowledger.netflow.wire.Refusal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refusals by reason, by foreign version and by exporter, all bounded; logged at most once a minute
 * per reason. The task thread counts, any thread reads. Refusals are rare, so this may lock.
 */
final class RefusalTally {

    static final int MAX_EXPORTERS = 1_024;
    static final String OTHERS = "others";

    private static final Logger LOG = LoggerFactory.getLogger(RefusalTally.class);
    private static final long LOG_EVERY_MILLIS = 60_000;

    /** Versions that exist in the field on NetFlow ports; anything else is noise. */
    private static final List<Integer> VERSIONS = List.of(0, 1, 7, 8, 9, 10);

    private final LongSupplier clockMillis;
    private final Map<Refusal.Reason, Tally> byReason = new EnumMap<>(Refusal.Reason.class);
    private final Map<String, Tally> byVersion = new LinkedHashMap<>();
    private final Map<String, long[]> byExporter = new TreeMap<>();
    private final Map<Refusal.Reason, Long> loggedAtMillis = new EnumMap<>(Refusal.Reason.class);
    private final Map<Refusal.Reason, Long> notLogged = new EnumMap<>(Refusal.Reason.class);

    RefusalTally(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            byReason.put(reason, new Tally());
        }
        VERSIONS.forEach(version -> byVersion.put(String.valueOf(version), new Tally()));
        byVersion.put(OTHERS, new Tally());
    }

    synchronized void count(Refusal refusal, long addressHigh, long addressLow, int port) {
        Refusal.Reason reason = refusal.reason();
        byReason.get(reason).add(1);
        if (refusal instanceof Refusal.UnsupportedVersion unsupported) {
            String version = String.valueOf(unsupported.version());
            byVersion.getOrDefault(version, byVersion.get(OTHERS)).add(1);
        }
        String exporter = ExporterAddress.text(addressHigh, addressLow);
        boolean isKept = byExporter.size() < MAX_EXPORTERS || byExporter.containsKey(exporter);
        byExporter
                .computeIfAbsent(
                        isKept ? exporter : OTHERS,
                        name -> new long[Refusal.Reason.values().length])[reason.ordinal()]++;
        log(refusal, exporter + ":" + port);
    }

    long of(Refusal.Reason reason) {
        return byReason.get(reason).get();
    }

    Map<String, Tally> byVersion() {
        return byVersion;
    }

    /** The exporters with the most refusals, most first. */
    synchronized List<RefusingExporter> top(int limit) {
        return byExporter.entrySet().stream()
                .map(entry -> refusingExporter(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(RefusingExporter::total).reversed())
                .limit(limit)
                .toList();
    }

    private static RefusingExporter refusingExporter(String exporter, long[] counts) {
        Map<Refusal.Reason, Long> byReason = new EnumMap<>(Refusal.Reason.class);
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            if (counts[reason.ordinal()] > 0) {
                byReason.put(reason, counts[reason.ordinal()]);
            }
        }
        return new RefusingExporter(exporter, Arrays.stream(counts).sum(), byReason);
    }

    private void log(Refusal refusal, String sender) {
        Refusal.Reason reason = refusal.reason();
        long now = clockMillis.getAsLong();
        long last = loggedAtMillis.getOrDefault(reason, now - LOG_EVERY_MILLIS);
        if (now - last < LOG_EVERY_MILLIS) {
            notLogged.merge(reason, 1L, Long::sum);
            return;
        }
        loggedAtMillis.put(reason, now);
        Long more = notLogged.remove(reason);
        LOG.warn(
                "Refused ({}) from {}: {}{}",
                reason.label(),
                sender,
                refusal.describe(),
                more == null ? "" : "; and " + more + " more for this reason since the last line");
    }
}
