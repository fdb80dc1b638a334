package io.flowledger.jobs.bill;

import io.flowledger.archive.read.HourRange;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.ledger.accounting.KeyColumn;
import io.flowledger.ledger.billing.BillRule;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.Billed;
import io.flowledger.ledger.billing.NothingToBill;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.flink.core.fs.Path;

/** Finds the view that a bill is to be made of, and whether it has what the bill goes by. */
public final class TermsFinder {

    static final String INTERFACES = "interfaces";

    private final Path warehouse;
    private final YearMonth month;
    private final HourRange hours;

    /**
     * @param hours of the windows of the month
     */
    public TermsFinder(Path warehouse, YearMonth month, HourRange hours) {
        this.warehouse = warehouse;
        this.month = month;
        this.hours = hours;
    }

    /**
     * @throws IllegalArgumentException if there is no such view, no postings of the month, or not
     *     the columns
     */
    public BillTerms terms(BillOrder order) throws IOException {
        String view = order.view() == null ? fitting(order) : order.view();
        requirePostings(view);
        List<String> present = present(view);
        return switch (order.of()) {
            case INTERFACE -> {
                require(view, present, "exporter");
                yield terms(
                        order, view, List.of("exporter", "interface"), "in_if", "out_if", present);
            }
            case CUSTOMER ->
                    terms(
                            order,
                            view,
                            List.of("customer"),
                            "dst_customer",
                            "src_customer",
                            present);
            case KEY -> {
                order.keys().forEach(key -> require(view, present, key));
                List<String> keys = order.keys().isEmpty() ? present : order.keys();
                yield terms(order, view, keys, true, false);
            }
        };
    }

    private BillTerms terms(
            BillOrder order,
            String view,
            List<String> keys,
            String inColumn,
            String outColumn,
            List<String> present) {
        boolean hasIn = present.contains(inColumn);
        boolean hasOut = present.contains(outColumn);
        if (!hasIn && !hasOut) {
            throw new IllegalArgumentException(
                    "view "
                            + view
                            + " has neither "
                            + inColumn
                            + " nor "
                            + outColumn
                            + " in "
                            + month);
        }
        boolean both = hasIn && hasOut;
        BillRule rule = order.rule();
        if (!both && (rule == BillRule.SUM || rule == (hasIn ? BillRule.OUT : BillRule.IN))) {
            throw new IllegalArgumentException(
                    "--bill "
                            + rule.name().toLowerCase(Locale.ROOT)
                            + ": view "
                            + view
                            + " has no "
                            + (hasIn ? outColumn : inColumn)
                            + " in "
                            + month);
        }
        return terms(order, view, keys, hasIn, hasOut);
    }

    private static BillTerms terms(
            BillOrder order, String view, List<String> keys, boolean hasIn, boolean hasOut) {
        return new BillTerms(
                order.billName(),
                view,
                order.of(),
                keys,
                hasIn,
                hasOut,
                order.of() == Billed.KEY ? BillRule.MAX : order.rule(),
                order.percentile(),
                order.interval(),
                order.zone());
    }

    /** That of this name, or the only one with customers. */
    private String fitting(BillOrder order) throws IOException {
        if (order.of() == Billed.INTERFACE) {
            return INTERFACES;
        }
        List<String> fitting = new ArrayList<>();
        for (String view : ViewPostings.views(warehouse)) {
            if (hasCustomers(view)) {
                fitting.add(view);
            }
        }
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no view has customers in "
                            + month
                            + ": account one with the keys src_customer and dst_customer, see"
                            + " docs/billing.md");
        }
        if (fitting.size() > 1) {
            throw new IllegalArgumentException(
                    "several views have customers: "
                            + String.join(", ", fitting)
                            + "; say with --view which is billed");
        }
        return fitting.get(0);
    }

    private boolean hasCustomers(String view) throws IOException {
        List<PostingColumn> customers =
                List.of(PostingColumn.SRC_CUSTOMER, PostingColumn.DST_CUSTOMER);
        return !new ViewPostings(warehouse, view).present(hours, customers).isEmpty();
    }

    private void requirePostings(String view) throws IOException {
        List<String> views = ViewPostings.views(warehouse);
        if (!views.contains(view)) {
            throw new IllegalArgumentException(
                    "there are no postings of a view "
                            + view
                            + " in "
                            + warehouse
                            + (views.isEmpty() ? "" : "; there are " + String.join(", ", views)));
        }
        if (new ViewPostings(warehouse, view).files(hours).isEmpty()) {
            throw new NothingToBill("there are no postings of view " + view + " in " + month);
        }
    }

    private List<String> present(String view) throws IOException {
        List<PostingColumn> keys =
                Arrays.stream(KeyColumn.values())
                        .map(k -> PostingColumn.valueOf(k.name()))
                        .toList();
        return new ViewPostings(warehouse, view)
                .present(hours, keys).stream().map(PostingColumn::columnName).toList();
    }

    private static void require(String view, List<String> present, String key) {
        if (!present.contains(key)) {
            throw new IllegalArgumentException(
                    "view "
                            + view
                            + " has no key "
                            + key
                            + "; it has "
                            + (present.isEmpty() ? "none" : String.join(", ", present)));
        }
    }
}
