package io.flowledger.jobs.nightly;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

/**
 * That a day has been audited, and how many flows each of its hours had then: flows that came later
 * have not been, while other files with the same flows change nothing.
 */
public final class AuditMark {

    private static final String BALANCES = "balances";
    private static final String HOUR = "hr";

    private AuditMark() {}

    static void write(Path warehouse, ArchivedDay day, boolean balances) throws IOException {
        Map<String, String> values = new TreeMap<>();
        values.put(BALANCES, String.valueOf(balances));
        day.hours().forEach((hour, flows) -> values.put(HOUR + hour, String.valueOf(flows)));
        StepMark.ofDay(warehouse, day.day(), AuditStep.NAME).write(values);
    }

    /** Whether the day balanced, and has no other flows in any hour than it had then. */
    public static boolean isBalanced(Path warehouse, ArchivedDay day) throws IOException {
        Map<String, String> values =
                StepMark.ofDay(warehouse, day.day(), AuditStep.NAME).read().orElse(Map.of());
        return Boolean.parseBoolean(values.get(BALANCES))
                && day.hours().entrySet().stream()
                        .allMatch(
                                hour ->
                                        String.valueOf(hour.getValue())
                                                .equals(values.get(HOUR + hour.getKey())));
    }
}
