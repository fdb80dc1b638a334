package io.flowledger.jobs.bill;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.ledger.billing.BillRule;
import io.flowledger.ledger.billing.Billed;
import io.flowledger.ledger.billing.NearestRank;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;

/**
 * The bills of every night where nobody says which: of interfaces, and of customers if one view has
 * them; the 95th percentile of five minutes in the larger direction, UTC.
 */
public final class UsualBills {

    public static final BillRule RULE = BillRule.MAX;
    public static final NearestRank PERCENTILE = new NearestRank(BigDecimal.valueOf(95));
    public static final Duration INTERVAL = Duration.ofMinutes(5);
    public static final ZoneId ZONE = ZoneId.of("UTC");

    private static final List<PostingColumn> CUSTOMERS =
            List.of(PostingColumn.SRC_CUSTOMER, PostingColumn.DST_CUSTOMER);

    private UsualBills() {}

    /**
     * Those that there are postings for.
     *
     * @param hours of the windows that are looked at
     */
    public static List<BillOrder> of(Path warehouse, HourRange hours) throws IOException {
        List<BillOrder> bills = new ArrayList<>();
        List<String> withCustomers = new ArrayList<>();
        for (String view : ViewPostings.views(warehouse)) {
            ViewPostings postings = new ViewPostings(warehouse, view);
            if (view.equals(TermsFinder.INTERFACES) && !postings.files(hours).isEmpty()) {
                bills.add(order(Billed.INTERFACE, view));
            }
            if (!postings.present(hours, CUSTOMERS).isEmpty()) {
                withCustomers.add(view);
            }
        }
        if (withCustomers.size() == 1) {
            bills.add(order(Billed.CUSTOMER, withCustomers.get(0)));
        }
        return bills;
    }

    private static BillOrder order(Billed of, String view) {
        return new BillOrder(null, of, view, List.of(), RULE, PERCENTILE, INTERVAL, ZONE);
    }
}
