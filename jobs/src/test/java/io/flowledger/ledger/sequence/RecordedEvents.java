package io.flowledger.ledger.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything an audit said, in order. */
final class RecordedEvents implements AuditEvents {

    final List<MissingRange> ranges = new ArrayList<>();
    final List<SessionReport> reports = new ArrayList<>();

    @Override
    public void missing(MissingRange range) {
        ranges.add(range);
    }

    @Override
    public void report(SessionReport report) {
        reports.add(report);
    }

    List<MissingRange> of(MissingRange.Kind kind) {
        return ranges.stream().filter(range -> range.kind() == kind).toList();
    }

    /** Lost units by epoch, corrections taken off; epochs without loss have no entry. */
    Map<Long, Long> lostByEpoch() {
        Map<Long, Long> lost = new TreeMap<>();
        for (MissingRange range : ranges) {
            if (range.kind() != MissingRange.Kind.RESTART) {
                lost.merge(range.epochMillis(), range.units(), Long::sum);
            }
        }
        lost.values().removeIf(units -> units == 0);
        return lost;
    }

    /** The last report of each epoch. */
    List<SessionReport> lastReports() {
        Map<Long, SessionReport> last = new TreeMap<>();
        reports.forEach(report -> last.put(report.epochMillis(), report));
        return List.copyOf(last.values());
    }
}
