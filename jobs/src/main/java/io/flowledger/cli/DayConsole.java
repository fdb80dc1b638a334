package io.flowledger.cli;

import io.flowledger.jobs.nightly.DayReport;
import io.flowledger.jobs.nightly.DayStep;
import io.flowledger.jobs.nightly.NightlyRun;
import io.flowledger.jobs.nightly.StepReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs steps over days and tells of it: a line for each, or one object for scripts at the end. */
final class DayConsole implements NightlyRun.Listener {

    private static final int FAILED = 1;

    private final DayFlags flags;
    private final StatusLine line = new StatusLine(System.err);

    private DayConsole(DayFlags flags) {
        this.flags = flags;
    }

    /**
     * @param flags applied
     * @return exit code of the command
     */
    static int run(DayFlags flags, List<? extends DayStep> steps) throws Exception {
        DayConsole console = new DayConsole(flags);
        List<DayReport> days =
                new NightlyRun(flags.warehouse(), steps, ErrorLines::describe)
                        .over(flags.requests(), console);
        console.line.end();
        boolean good = days.stream().allMatch(DayReport::isGood);
        if (flags.format() == Format.JSON) {
            System.out.println(Summary.json(json(good, days)));
        } else {
            console.close(days);
        }
        return good ? 0 : FAILED;
    }

    @Override
    public void starts(LocalDate day, String step) {
        line.show(day + "  " + step + " …");
    }

    @Override
    public void ended(LocalDate day, String step, StepReport report) {
        line.end();
        if (flags.format() == Format.TEXT) {
            System.out.printf(
                    "%s  %-10s  %-9s  %s%n", day, step, words(report.outcome()), report.text());
        } else if (!report.outcome().isGood()) {
            System.err.println("flowledger: " + day + " " + step + ": " + report.text());
        }
    }

    private void close(List<DayReport> days) {
        List<LocalDate> bad =
                days.stream().filter(day -> !day.isGood()).map(DayReport::day).toList();
        if (bad.isEmpty()) {
            System.out.println(
                    days.size() == 1
                            ? "=> all is well"
                            : "=> all of " + days.size() + " days are well");
        } else {
            System.out.println(
                    "=> not well: "
                            + String.join(", ", bad.stream().map(LocalDate::toString).toList()));
        }
    }

    private static Map<String, Object> json(boolean good, List<DayReport> days) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("good", good);
        List<Map<String, Object>> list = new ArrayList<>();
        for (DayReport day : days) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("date", day.day().toString());
            one.put("good", day.isGood());
            day.steps().forEach((name, report) -> one.put(name, step(report)));
            list.add(one);
        }
        all.put("days", list);
        return all;
    }

    private static Map<String, Object> step(StepReport report) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("outcome", words(report.outcome()));
        one.put("text", report.text());
        one.putAll(report.details());
        return one;
    }

    private static String words(StepReport.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
