package io.flowledger.jobs.nightly;

import io.flowledger.jobs.AuditJob;
import io.flowledger.jobs.AuditRequest;
import io.flowledger.jobs.nightly.StepReport.Outcome;
import io.flowledger.ledger.audit.AuditedTime;
import io.flowledger.ledger.audit.ExporterBalance;
import io.flowledger.ledger.audit.LedgerBalance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ledger of the day must balance; that it does is marked for who wants to expire it. */
public final class AuditStep implements DayStep {

    public static final String NAME = "audit";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StepReport run(DayRequest request) throws Exception {
        ArchivedDay day = ArchivedDay.of(request.warehouse(), request.day());
        if (day.hours().isEmpty()) {
            return StepReport.of(Outcome.EMPTY, "no flows of that day");
        }
        AuditedTime time =
                new AuditedTime(request.start().toEpochMilli(), request.end().toEpochMilli());
        LedgerBalance ledger =
                AuditJob.run(
                        new AuditRequest(
                                request.warehouse(),
                                time,
                                request.parallelism(),
                                request.flinkSettings()));
        ExporterBalance total = ledger.total();
        if (!request.dryRun()) {
            AuditMark.write(request.warehouse(), day, ledger.balances());
        }
        return new StepReport(
                ledger.balances() ? Outcome.DONE : Outcome.FAILED, text(ledger), details(total));
    }

    private static String text(LedgerBalance ledger) {
        ExporterBalance total = ledger.total();
        String verdict =
                ledger.balances() ? total.verdict() : "does not balance: " + firstProblem(ledger);
        return String.format(
                Locale.ROOT,
                "%,d flows archived, %s lost; %s",
                total.archived(),
                total.isLossKnown() ? String.format(Locale.ROOT, "%,d", total.lost()) : "unknown",
                verdict);
    }

    private static String firstProblem(LedgerBalance ledger) {
        List<String> problems = ledger.exporters().get(0).problems();
        long more = ledger.total().problemCount() - 1;
        return problems.get(0) + (more > 0 ? " (and " + more + " more: flowledger audit)" : "");
    }

    private static Map<String, Object> details(ExporterBalance total) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("balances", total.balances());
        details.put("archived", total.archived());
        details.put("lost", total.isLossKnown() ? total.lost() : null);
        details.put("lostByCause", total.lostByCause());
        details.put("open", total.isLossKnown() ? total.open() : null);
        details.put("problems", total.problemCount());
        return details;
    }
}
