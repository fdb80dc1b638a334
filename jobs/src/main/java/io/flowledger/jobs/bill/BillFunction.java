package io.flowledger.jobs.bill;

import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.ClosedLine;
import io.flowledger.ledger.billing.KeyBill;
import io.flowledger.ledger.billing.Outages;
import io.flowledger.ledger.billing.Traffic;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Bills one key after the other. A batch sorts both inputs by key and interval and fires the timer
 * when a key is over, so that what is known of the one in hand needs no state. Of a closed bill the
 * second input has what was entered, and what comes out are adjustments.
 */
public final class BillFunction
        extends KeyedCoProcessFunction<String, Traffic, BillEntry, BillEntry> {

    /** Metric for the console: sums of postings that were billed so far. */
    public static final String BILLED = "billedTraffic";

    private static final long serialVersionUID = 1L;

    private final BillTerms terms;
    private final BillPeriod period;
    private final Outages outages;
    private final boolean closed;
    private final long nowMillis;

    private transient KeyBill bill;
    private transient ClosedLine entered;
    private transient Counter billed;

    /**
     * @param closed whether the bill is, so that adjustments are wanted
     * @param nowMillis when they are entered
     */
    public BillFunction(
            BillTerms terms, BillPeriod period, Outages outages, boolean closed, long nowMillis) {
        this.terms = terms;
        this.period = period;
        this.outages = outages;
        this.closed = closed;
        this.nowMillis = nowMillis;
    }

    @Override
    public void open(OpenContext context) {
        bill = new KeyBill(terms, period, outages);
        billed = getRuntimeContext().getMetricGroup().counter(BILLED);
    }

    @Override
    public void processElement1(Traffic traffic, Context context, Collector<BillEntry> out) {
        begin(context);
        bill.add(traffic);
        billed.inc();
    }

    @Override
    public void processElement2(BillEntry entry, Context context, Collector<BillEntry> out) {
        begin(context);
        entered.add(entry);
    }

    private void begin(Context context) {
        if (entered == null) {
            entered = new ClosedLine(period);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<BillEntry> out) {
        BillEntry now = bill.finish(context.getCurrentKey());
        if (closed) {
            entered.adjustment(now, nowMillis).ifPresent(out::collect);
        } else {
            out.collect(now);
        }
        entered = null;
    }
}
