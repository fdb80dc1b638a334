package io.flowledger.jobs.recount;

import io.flowledger.ledger.audit.AuditedTime;
import io.flowledger.ledger.audit.EpochBalance;
import io.flowledger.ledger.audit.NumberingAudit;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Audits one key after the other. A batch sorts its input by key and time and fires the timer when
 * a key is over, so what is known of the key in hand needs no state.
 */
public final class BalanceFunction
        extends KeyedProcessFunction<
                Tuple4<String, Integer, Integer, Long>, AuditLine, EpochBalance> {

    private static final long serialVersionUID = 1L;

    private final AuditedTime time;
    private transient NumberingAudit audit;

    public BalanceFunction(AuditedTime time) {
        this.time = time;
    }

    @Override
    public void processElement(AuditLine line, Context context, Collector<EpochBalance> out) {
        if (audit == null) {
            audit =
                    new NumberingAudit(
                            line.exporter(),
                            line.engineType(),
                            line.engineId(),
                            line.epochMillis(),
                            time);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        line.addTo(audit);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<EpochBalance> out) {
        audit.finish().forEach(out::collect);
        audit = null;
    }
}
