package io.flowledger.netflow.source;

import io.flowledger.netflow.wire.Repairs;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one subtask of the source has read and refused. The task thread counts; metrics and
 * summaries read from any. It outlives the reader, so that a restarted one counts on.
 */
final class ReaderActivity {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderActivity.class);
    private static final int MAX_REMARKS = 100;

    final Tally datagrams = new Tally();
    final Tally flows = new Tally();
    final Tally bytes = new Tally();
    final Tally truncated = new Tally();
    final Tally oversized = new Tally();
    final Tally concatenated = new Tally();
    final Tally trailingBytes = new Tally();
    final ExporterSet exporters = new ExporterSet();
    final RefusalTally refusals;

    private final LongSupplier clockMillis;
    private final Map<String, SpoolActivity> spools = new ConcurrentHashMap<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private volatile long fetchTimeLagMillis;

    ReaderActivity(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
        refusals = new RefusalTally(clockMillis);
    }

    SpoolActivity spool(String splitId) {
        return spools.computeIfAbsent(splitId, id -> new SpoolActivity(id, clockMillis));
    }

    Collection<SpoolActivity> spools() {
        return spools.values();
    }

    void accepted(int recordCount, int repairs) {
        datagrams.add(1);
        flows.add(recordCount);
        if (repairs != 0) {
            repaired(repairs);
        }
    }

    /** Something a person should be told at the end, as a capture that is cut. */
    void remark(String text) {
        LOG.warn(text);
        if (remarks.size() < MAX_REMARKS) {
            remarks.add(text);
        }
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    void emitted(long receivedAtMillis) {
        fetchTimeLagMillis = clockMillis.getAsLong() - receivedAtMillis;
    }

    long fetchTimeLagMillis() {
        return fetchTimeLagMillis;
    }

    long backlogBytes() {
        return spools.values().stream().mapToLong(SpoolActivity::backlogBytes).sum();
    }

    long backlogAgeMillis() {
        return spools.values().stream().mapToLong(SpoolActivity::backlogAgeMillis).max().orElse(0);
    }

    private void repaired(int repairs) {
        truncated.add((repairs & Repairs.TRUNCATED) == 0 ? 0 : 1);
        oversized.add((repairs & Repairs.OVERSIZED) == 0 ? 0 : 1);
        concatenated.add((repairs & Repairs.CONCATENATED) == 0 ? 0 : 1);
    }
}
