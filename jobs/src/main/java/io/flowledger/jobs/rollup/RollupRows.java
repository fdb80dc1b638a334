package io.flowledger.jobs.rollup;

import io.flowledger.archive.schema.RollupColumn;
import io.flowledger.archive.sink.ViewEncoder;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.ledger.estimate.Interval;
import io.flowledger.ledger.rollup.LossCauses;
import io.flowledger.ledger.rollup.Measure;
import io.flowledger.ledger.rollup.RollupSums;
import java.util.List;
import java.util.Locale;

/** Rows of rollups as the tables have them; unknown is NULL. */
final class RollupRows implements ViewEncoder<RolledRow> {

    private static final long serialVersionUID = 1L;

    static final RollupColumn[] OBSERVED = {
        RollupColumn.OBSERVED_FLOWS, RollupColumn.OBSERVED_PACKETS, RollupColumn.OBSERVED_OCTETS
    };

    /** An estimate and the ends of its interval stand next to each other. */
    static final RollupColumn[] ESTIMATES = {
        RollupColumn.FLOWS, RollupColumn.PACKETS, RollupColumn.OCTETS
    };

    /** The first of its four further sums; the others follow. */
    static final RollupColumn[] MOMENTS = {
        RollupColumn.FLOWS_VARIANCE, RollupColumn.PACKETS_VARIANCE, RollupColumn.OCTETS_VARIANCE
    };

    private static final RollupColumn[] COLUMNS = RollupColumn.values();

    static final List<RollupColumn> CAUSES =
            LossCauses.labels().stream()
                    .map(label -> RollupColumn.valueOf("LOST_" + label.toUpperCase(Locale.ROOT)))
                    .toList();

    @Override
    public String view(RolledRow row) {
        return KeyColumns.view(row.key());
    }

    @Override
    public long partitionMillis(RolledRow row) {
        return row.periodMillis();
    }

    @Override
    public void encode(RolledRow row, RowTarget target) {
        RollupSums sums = row.sums();
        target.set(RollupColumn.PERIOD_START, row.periodMillis());
        target.set(RollupColumn.PERIOD_SECONDS, row.periodSeconds());
        KeyColumns.encode(row.key(), target);
        for (int i = 0; i < KeyColumns.NAMES.size(); i++) {
            if (sums.name(i) != null) {
                target.set(KeyColumns.NAMES.get(i), sums.name(i));
            }
        }
        target.set(RollupColumn.POSTINGS, sums.postings());
        target.set(RollupColumn.IMPUTED, sums.isImputed() ? 1 : 0);
        for (Measure measure : Measure.values()) {
            encode(measure, sums, target);
        }
        target.set(RollupColumn.LOST_FLOWS, sums.lostFlows());
        for (int cause = 0; cause < CAUSES.size(); cause++) {
            target.set(CAUSES.get(cause), sums.lost(cause));
        }
        sums.coverage().ifPresent(part -> target.set(RollupColumn.COVERAGE, part));
        target.set(RollupColumn.UNESTIMATED_FLOWS, sums.unestimatedFlows());
        target.set(RollupColumn.FLAGS, sums.flags());
        target.set(RollupColumn.SAMPLING, SamplingRules.text(sums.sampling()));
        target.set(RollupColumn.ENRICHMENT_FIRST, sums.enrichmentFirst());
        target.set(RollupColumn.ENRICHMENT_LAST, sums.enrichmentLast());
        target.set(RollupColumn.FIRST_RECEIVED, sums.firstReceivedMillis());
        target.set(RollupColumn.LAST_RECEIVED, sums.lastReceivedMillis());
    }

    private static void encode(Measure measure, RollupSums sums, RowTarget target) {
        int at = measure.ordinal();
        target.set(OBSERVED[at], sums.observed(measure));
        int estimate = ESTIMATES[at].ordinal();
        Interval interval = sums.interval(measure);
        target.set(COLUMNS[estimate], sums.sum(measure, Measure.ESTIMATE));
        target.set(COLUMNS[estimate + 1], interval.lower());
        interval.upper().ifPresent(upper -> target.set(COLUMNS[estimate + 2], upper));
        int moment = MOMENTS[at].ordinal();
        for (int sum = Measure.VARIANCE; sum <= Measure.EXPOSURE; sum++) {
            target.set(COLUMNS[moment + sum - 1], sums.sum(measure, sum));
        }
    }
}
