package io.flowledger.jobs.audit;

import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.sink.RowEncoder;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.ledger.sequence.SequenceConvention;
import io.flowledger.ledger.sequence.SessionKey;
import io.flowledger.ledger.sequence.SessionReport;

/** A session report as a row of {@code sessions}; unknown is NULL. */
public final class SessionRows implements RowEncoder<SessionReport> {

    private static final long serialVersionUID = 1L;

    private final long reorderWindowMillis;

    public SessionRows(long reorderWindowMillis) {
        this.reorderWindowMillis = reorderWindowMillis;
    }

    @Override
    public long partitionMillis(SessionReport report) {
        return report.reportedMicros() / 1_000;
    }

    @Override
    public void encode(SessionReport report, RowTarget row) {
        row.set(SessionColumn.REPORTED_AT, report.reportedMicros() / 1_000);
        row.set(SessionColumn.EXPORTER, report.session().exporter());
        if (report.session().port() != SessionKey.ANY_PORT) {
            row.set(SessionColumn.EXPORTER_PORT, report.session().port());
        }
        row.set(SessionColumn.ENGINE_TYPE, report.session().engineType());
        row.set(SessionColumn.ENGINE_ID, report.session().engineId());
        row.set(SessionColumn.EPOCH, report.epochMillis());
        row.set(SessionColumn.STATE, report.ended() == null ? "open" : "closed");
        row.set(SessionColumn.BEGAN, report.began().label());
        row.set(SessionColumn.ENDED, report.ended() == null ? null : report.ended().label());
        row.set(SessionColumn.FIRST_SEEN, report.firstSeenMicros() / 1_000);
        row.set(SessionColumn.LAST_SEEN, report.lastSeenMicros() / 1_000);
        row.set(SessionColumn.BOOTED_AT, report.bootedAtMillis());
        row.set(SessionColumn.CLOCK_SKEW_MS, report.clockSkewMillis());
        row.set(SessionColumn.CONVENTION, convention(report));
        row.set(SessionColumn.PROFILE, profile(report));
        row.set(SessionColumn.SAMPLING_MODE, report.samplingMode());
        row.set(SessionColumn.SAMPLING_INTERVAL, report.samplingInterval());
        row.set(SessionColumn.REORDER_WINDOW_MS, reorderWindowMillis);
        encodeNumbers(report, row);
        encodeCounts(report.counts(), row);
    }

    private static void encodeNumbers(SessionReport report, RowTarget row) {
        row.set(SessionColumn.FIRST_SEQUENCE, report.firstSequence());
        row.set(SessionColumn.NEXT_SEQUENCE, report.nextSequence());
        if (report.span() >= 0) {
            row.set(SessionColumn.SPAN, report.span());
        }
        if (report.convention().countsFlows()) {
            row.set(SessionColumn.LOST_FLOWS, report.lost());
            row.set(SessionColumn.OPEN_FLOWS, report.open());
        }
    }

    private static void encodeCounts(SessionReport.Counts counts, RowTarget row) {
        row.set(SessionColumn.DATAGRAMS, counts.datagrams());
        row.set(SessionColumn.FLOWS, counts.flows());
        row.set(SessionColumn.PACKETS, counts.packets());
        row.set(SessionColumn.OCTETS, counts.octets());
        row.set(SessionColumn.DUPLICATES, counts.duplicates());
        row.set(SessionColumn.LATE, counts.late());
        row.set(SessionColumn.STALE, counts.stale());
        row.set(SessionColumn.CLOCK_STEPS, counts.clockSteps());
        row.set(SessionColumn.TRUNCATED, counts.truncated());
        row.set(SessionColumn.OVERSIZED, counts.oversized());
        row.set(SessionColumn.TRAILING, counts.trailing());
        row.set(SessionColumn.CONCATENATED, counts.concatenated());
        row.set(SessionColumn.NSECS_REPAIRED, counts.nsecsRepaired());
    }

    private static String convention(SessionReport report) {
        boolean assumed =
                !report.settled() && report.convention() == SequenceConvention.FIRST_RECORD;
        return assumed ? "assumed_first_record" : report.convention().label();
    }

    /** What kind of exporter behaves so; a likeness, not an identification. */
    private static String profile(SessionReport report) {
        if (report.samplingInterval() > 1) {
            return "sampled";
        }
        if (report.routed()) {
            return "cisco_like";
        }
        return switch (report.convention()) {
            case LAST_RECORD, PER_DATAGRAM -> "ovs_like";
            case FIRST_RECORD -> "esx_like";
            case CONSTANT -> "unknown";
        };
    }
}
