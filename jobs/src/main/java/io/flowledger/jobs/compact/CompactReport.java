package io.flowledger.jobs.compact;

import io.flowledger.jobs.nightly.StepReport;
import io.flowledger.jobs.nightly.StepReport.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of a day, in words and for scripts. */
final class CompactReport {

    private CompactReport() {}

    static StepReport of(DayResult result, boolean dryRun) {
        return new StepReport(outcome(result, dryRun), text(result, dryRun), details(result));
    }

    private static Outcome outcome(DayResult result, boolean dryRun) {
        if (!result.problems().isEmpty()) {
            return Outcome.FAILED;
        }
        if (!result.compacted().isEmpty()) {
            return dryRun ? Outcome.WOULD : Outcome.DONE;
        }
        return result.open().isEmpty() ? Outcome.UNCHANGED : Outcome.OPEN;
    }

    private static String text(DayResult result, boolean dryRun) {
        List<String> parts = new ArrayList<>();
        result.problems()
                .forEach((hour, problem) -> parts.add(hour + " left as it was: " + problem));
        if (!result.compacted().isEmpty()) {
            parts.add(dryRun ? plan(result) : done(result));
        }
        add(parts, result.done(), "compacted before");
        add(parts, result.kept(), "as small as can be");
        add(parts, result.open(), "still open");
        return String.join("; ", parts);
    }

    private static String plan(DayResult result) {
        DayResult.Change total = result.total();
        return String.format(
                Locale.ROOT,
                "%s of %,d files and %,d bytes",
                hours(result.compacted().size()),
                total.filesBefore(),
                total.bytesBefore());
    }

    private static String done(DayResult result) {
        DayResult.Change total = result.total();
        return String.format(
                Locale.ROOT,
                "%s, %,d flows: %,d files to %,d, %.2f bytes per flow to %.2f",
                hours(result.compacted().size()),
                total.rows(),
                total.filesBefore(),
                total.filesAfter(),
                (double) total.bytesBefore() / total.rows(),
                (double) total.bytesAfter() / total.rows());
    }

    private static void add(List<String> parts, List<String> hours, String what) {
        if (!hours.isEmpty()) {
            parts.add(hours(hours.size()) + " " + what);
        }
    }

    private static String hours(int hours) {
        return hours == 1 ? "1 hour" : hours + " hours";
    }

    private static Map<String, Object> details(DayResult result) {
        DayResult.Change total = result.total();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("hours", result.compacted().size());
        details.put("hoursBefore", result.done().size());
        details.put("hoursKept", result.kept().size());
        details.put("hoursOpen", result.open().size());
        details.put("flows", total.rows());
        details.put("filesBefore", total.filesBefore());
        details.put("filesAfter", total.filesAfter());
        details.put("bytesBefore", total.bytesBefore());
        details.put("bytesAfter", total.bytesAfter());
        details.put(
                "bytesPerFlow",
                total.rows() == 0 ? null : (double) total.bytesAfter() / total.rows());
        details.put("problems", new LinkedHashMap<>(result.problems()));
        return details;
    }
}
