package io.flowledger.jobs.nightly;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of the steps of a day.
 *
 * @param steps by name of step, in order
 */
public record DayReport(LocalDate day, Map<String, StepReport> steps) {

    public DayReport {
        steps = new LinkedHashMap<>(steps);
    }

    public boolean isGood() {
        return steps.values().stream().allMatch(step -> step.outcome().isGood());
    }
}
