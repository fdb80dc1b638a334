package io.flowledger.jobs.bill;

import io.flowledger.ledger.billing.BillEntry;
import java.io.IOException;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;

/** Lines of a closed bill and of its adjustments; none of one that may still change. */
public final class EnteredLines implements FlatMapFunction<String, BillEntry> {

    private static final long serialVersionUID = 1L;

    private final String warehouse;
    private final String month;

    public EnteredLines(Path warehouse, Object month) {
        this.warehouse = warehouse.toString();
        this.month = month.toString();
    }

    @Override
    public void flatMap(String name, Collector<BillEntry> lines) throws IOException {
        StoredBill bill = StoredBill.of(new Path(warehouse), name, month);
        if (bill.closedMillis().isPresent()) {
            bill.read(lines::collect);
        }
    }
}
