package io.flowledger.jobs.bill;

import io.flowledger.ledger.billing.BillEntry;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Passes lines on; what a batch hands to it is sorted by key, on disk if need be. */
public final class InOrder extends KeyedProcessFunction<String, BillEntry, BillEntry> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(BillEntry entry, Context context, Collector<BillEntry> out) {
        out.collect(entry);
    }
}
