package io.flowledger.jobs.recount;

import io.flowledger.archive.read.ArchivedDatagram;
import io.flowledger.ledger.audit.AuditedTime;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/** Datagrams of the time and its context as lines; counts their flows for the console. */
public final class DatagramLines extends RichFlatMapFunction<ArchivedDatagram, AuditLine> {

    public static final String FLOWS_READ = "auditedFlows";

    private static final long serialVersionUID = 1L;

    private final AuditedTime time;
    private transient Counter flows;

    public DatagramLines(AuditedTime time) {
        this.time = time;
    }

    @Override
    public void open(OpenContext context) {
        flows = getRuntimeContext().getMetricGroup().counter(FLOWS_READ);
    }

    @Override
    public void flatMap(ArchivedDatagram datagram, Collector<AuditLine> lines) {
        flows.inc(datagram.records());
        if (time.isInContext(datagram.receivedAtMillis())) {
            lines.collect(AuditLine.of(datagram));
        }
    }
}
