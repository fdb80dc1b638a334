package io.flowledger.jobs.rollup;

import io.flowledger.jobs.nightly.DayRequest;
import io.flowledger.jobs.nightly.DayStep;
import io.flowledger.jobs.nightly.StepReport;
import io.flowledger.jobs.nightly.StepReport.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Hours, days and months of the accounting's postings. */
public final class RollupStep implements DayStep {

    public static final String NAME = "rollup";

    private final Set<String> views;

    /** Of all views. */
    public RollupStep() {
        this(Set.of());
    }

    /**
     * @param views only these; empty for all
     */
    public RollupStep(Set<String> views) {
        this.views = views;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StepReport run(DayRequest request) throws Exception {
        RollupRun run =
                new RollupRun(
                        new RollupRequest(
                                request.warehouse(),
                                request.day(),
                                views,
                                request.parallelism(),
                                request.flinkSettings()));
        RollupResult result = request.dryRun() ? run.dryRun() : run.run();
        return new StepReport(outcome(result), text(request, result), details(result));
    }

    private static Outcome outcome(RollupResult result) {
        if (result.isEmpty()) {
            return result.openFrom().isPresent() ? Outcome.OPEN : Outcome.EMPTY;
        }
        if (result.isDryRun()) {
            return result.postings().isEmpty() ? Outcome.UNCHANGED : Outcome.WOULD;
        }
        if (result.openFrom().isPresent()) {
            return Outcome.OPEN;
        }
        return result.isChange() ? Outcome.DONE : Outcome.UNCHANGED;
    }

    // ---- for people ----------------------------------------------------------------------------

    private static String text(DayRequest request, RollupResult result) {
        List<String> parts = new ArrayList<>();
        if (result.isEmpty()) {
            parts.add(
                    result.hasFlows()
                            ? "no postings of that day, but flows: flowledger account --from "
                                    + request.day()
                                    + " --to "
                                    + request.day().plusDays(1)
                                    + " makes them"
                            : "no postings of that day");
        } else if (result.postings().isEmpty()) {
            parts.add(count(result.unchanged().size(), "view") + " as it should be");
        } else if (result.isDryRun()) {
            parts.add("would roll up " + postings(result));
        } else {
            parts.add(postings(result) + " in " + made(result));
        }
        if (!result.kept().isEmpty()) {
            parts.add("kept, since their postings are gone: " + String.join(", ", result.kept()));
        }
        result.openFrom()
                .ifPresent(
                        from ->
                                parts.add(
                                        "still open: what is received from "
                                                + from
                                                + " on is to come"));
        return String.join("; ", parts);
    }

    private static String postings(RollupResult result) {
        long rows = result.postings().values().stream().mapToLong(Long::longValue).sum();
        return count(rows, "posting") + " of " + count(result.postings().size(), "view");
    }

    private static String made(RollupResult result) {
        TableChange hours = all(result.hours());
        TableChange days = all(result.days());
        String rows =
                String.format(
                        Locale.ROOT,
                        "%,d rows of hours, %,d of the day",
                        hours.rows(),
                        days.rows());
        if (hours.isNone() && days.isNone()) {
            return rows + ", the same as before";
        }
        boolean wasThere =
                hours.changed() + hours.removed() + days.changed() > 0
                        || hours.added() < hours.rows();
        if (!wasThere) {
            return rows;
        }
        return rows
                + String.format(
                        Locale.ROOT,
                        "; %,d added, %,d changed, %,d removed, octets %,d -> %,d",
                        hours.added() + days.added(),
                        hours.changed() + days.changed(),
                        hours.removed() + days.removed(),
                        days.octetsBefore(),
                        days.octets());
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? what : what + "s");
    }

    private static TableChange all(Map<String, TableChange> views) {
        return views.values().stream()
                .reduce(TableChange::plus)
                .orElseGet(() -> new TableChange(0, 0, 0, 0, 0, 0, 0, 0));
    }

    // ---- for scripts ---------------------------------------------------------------------------

    private static Map<String, Object> details(RollupResult result) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("openFrom", result.openFrom().map(Object::toString).orElse(null));
        details.put("unchanged", List.copyOf(result.unchanged()));
        details.put("kept", List.copyOf(result.kept()));
        Map<String, Object> byView = new LinkedHashMap<>();
        result.postings()
                .forEach(
                        (view, rows) -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("postings", rows);
                            put("hours", result.hours().get(view), one);
                            put("day", result.days().get(view), one);
                            byView.put(view, one);
                        });
        details.put("views", byView);
        Map<String, Object> months = new LinkedHashMap<>();
        months.put("month", result.month().toString());
        months.put("days", result.monthDays());
        Map<String, Object> monthViews = new LinkedHashMap<>();
        result.months().forEach((view, change) -> put(view, change, monthViews));
        months.put("views", monthViews);
        details.put("month", months);
        return details;
    }

    private static void put(String name, TableChange change, Map<String, Object> target) {
        if (change == null) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rows", change.rows());
        values.put("added", change.added());
        values.put("changed", change.changed());
        values.put("removed", change.removed());
        values.put("flows", change.flows());
        values.put("flowsBefore", change.flowsBefore());
        values.put("octets", change.octets());
        values.put("octetsBefore", change.octetsBefore());
        target.put(name, values);
    }
}
