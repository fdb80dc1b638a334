package io.flowledger.jobs.nightly;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of a step.
 *
 * @param text for people, in one line
 * @param details for scripts: plain values, maps and lists, in the order in which they are told
 */
public record StepReport(Outcome outcome, String text, Map<String, Object> details) {

    /** How a step ended. */
    public enum Outcome {
        /** Something was changed. */
        DONE(true),
        /** All was as it should be already. */
        UNCHANGED(true),
        /** There is nothing of that day. */
        EMPTY(true),
        /** It is too early: something of that day may still come. */
        OPEN(true),
        /** It is said what would have been changed. */
        WOULD(true),
        /** It could not be done, or what was looked at is not right. */
        FAILED(false),
        /** It was not tried, since a step before it failed. */
        SKIPPED(false);

        private final boolean good;

        Outcome(boolean good) {
            this.good = good;
        }

        /** Whether nobody has to be told. */
        public boolean isGood() {
            return good;
        }
    }

    public StepReport {
        details = new LinkedHashMap<>(details);
    }

    public static StepReport of(Outcome outcome, String text) {
        return new StepReport(outcome, text, Map.of());
    }
}
