package io.flowledger.jobs.rollup;

import io.flowledger.ledger.rollup.RollupSums;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds one key after the other up: its periods, and the whole they are in. A batch sorts its input
 * by key and time and fires the timer when a key is over, so what is known of the one in hand needs
 * no state. Rows that are there already are compared with those that come.
 */
final class PeriodFunction extends KeyedProcessFunction<RollupKey, RollupLine, RolledRow> {

    /** Accumulator: what came, by view. */
    static final String MADE = "made";

    /** Names of its tables in the counts. */
    static final String PERIODS = "periods";

    static final String WHOLES = "wholes";

    static final OutputTag<RolledRow> WHOLE = new OutputTag<>("whole", RolledRow.TYPE);

    private static final long serialVersionUID = 1L;

    private final int periodSeconds;
    private final long wholeMillis;
    private final int wholeSeconds;
    private final Tallies made = new Tallies();

    private transient RollupKey key;
    private transient RollupSums period;
    private transient long periodMillis;
    private transient RowComparison periodThere;
    private transient RollupSums whole;
    private transient RowComparison wholeThere;

    /**
     * @param periodSeconds length of a period; windows may be longer
     * @param wholeMillis beginning of the whole, since 1970
     * @param wholeSeconds length of it, or 0 if there is to be none
     */
    PeriodFunction(int periodSeconds, long wholeMillis, int wholeSeconds) {
        this.periodSeconds = periodSeconds;
        this.wholeMillis = wholeMillis;
        this.wholeSeconds = wholeSeconds;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(MADE, made);
        periodThere = new RowComparison(PERIODS, made);
        wholeThere = new RowComparison(WHOLES, made);
    }

    @Override
    public void processElement(RollupLine line, Context context, Collector<RolledRow> out) {
        if (key == null) {
            key = line.key();
            periodMillis = line.periodMillis();
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        if (line.kind() == RollupLine.Kind.WHOLE_THERE) {
            wholeThere.isThere(line);
            return;
        }
        if (line.periodMillis() != periodMillis) {
            endPeriod(out);
            periodMillis = line.periodMillis();
        }
        if (line.kind() == RollupLine.Kind.THERE) {
            periodThere.isThere(line);
        } else if (period == null) {
            period = line.sums();
        } else {
            period.addAll(line.sums());
        }
    }

    private void endPeriod(Collector<RolledRow> out) {
        RolledRow row = null;
        if (period != null) {
            int seconds = Math.max(periodSeconds, period.longestWindowSeconds());
            row = new RolledRow(key, periodMillis, seconds, period);
            out.collect(row);
            addToWhole();
        }
        periodThere.end(key, row);
        period = null;
    }

    private void addToWhole() {
        if (wholeSeconds > 0) {
            if (whole == null) {
                whole = new RollupSums(KeyColumns.NAMES.size());
            }
            whole.addAll(period);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RolledRow> out) {
        endPeriod(out);
        if (wholeSeconds > 0) {
            RolledRow row = null;
            if (whole != null) {
                row = new RolledRow(key, wholeMillis, wholeSeconds, whole);
                context.output(WHOLE, row);
            }
            wholeThere.end(key, row);
        }
        key = null;
        whole = null;
    }
}
