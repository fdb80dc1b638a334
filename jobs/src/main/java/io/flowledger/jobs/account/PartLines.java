package io.flowledger.jobs.account;

import io.flowledger.archive.read.DatagramPart;
import io.flowledger.ledger.accounting.AccountedTime;
import io.flowledger.ledger.sequence.SessionKey;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/** Datagrams of the time and its context as lines; counts their flows. */
public final class PartLines extends RichFlatMapFunction<DatagramPart, AccountLine> {

    /** Metric for the console: flows read so far, also those that are of no use. */
    public static final String FLOWS_READ = "accountedFlows";

    /** Accumulator: flows of the time. */
    public static final String FLOWS = "flows";

    private static final long serialVersionUID = 1L;

    private final AccountedTime time;
    private final boolean withPort;
    private final LongCounter flows = new LongCounter();
    private transient Counter read;

    /**
     * @param withPort whether the UDP source port tells sessions apart
     */
    public PartLines(AccountedTime time, boolean withPort) {
        this.time = time;
        this.withPort = withPort;
    }

    @Override
    public void open(OpenContext context) {
        read = getRuntimeContext().getMetricGroup().counter(FLOWS_READ);
        getRuntimeContext().addAccumulator(FLOWS, flows);
    }

    @Override
    public void flatMap(DatagramPart part, Collector<AccountLine> lines) {
        AccountLine line = new AccountLine(SessionKey.of(part.datagram(), withPort), part, null);
        int records = part.datagram().recordCount();
        read.inc(records);
        if (time.isWithin(line.millis())) {
            flows.add(records);
        }
        if (time.isInContext(line.millis())) {
            lines.collect(line);
        }
    }
}
