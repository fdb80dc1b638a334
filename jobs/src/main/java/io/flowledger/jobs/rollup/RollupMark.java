package io.flowledger.jobs.rollup;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a day or a month was rolled up of, kept in the warehouse; written when all else is done.
 *
 * <pre>
 *   .flowledger/days/dt=2026-01-31/rollup      open=false
 *   .flowledger/months/month=2026-01/rollup    view.protocols=source:… rows:… …
 * </pre>
 *
 * @param isOpen whether more was to come when it was written
 * @param views by name
 */
record RollupMark(boolean isOpen, Map<String, ViewMark> views) {

    private static final String OPEN = "open";
    private static final String VIEW = "view.";

    RollupMark {
        views = new TreeMap<>(views);
    }

    /** Nothing is marked where there is no mark, or what it says is not to be read. */
    static RollupMark of(Optional<Map<String, String>> marked) {
        boolean open = true;
        Map<String, ViewMark> views = new TreeMap<>();
        for (Map.Entry<String, String> each : marked.orElse(Map.of()).entrySet()) {
            if (each.getKey().equals(OPEN)) {
                open = !each.getValue().equals("false");
            } else if (each.getKey().startsWith(VIEW)) {
                String view = each.getKey().substring(VIEW.length());
                ViewMark.parse(each.getValue()).ifPresent(mark -> views.put(view, mark));
            }
        }
        return new RollupMark(open, views);
    }

    /** For {@link #of}. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        values.put(OPEN, String.valueOf(isOpen));
        views.forEach((view, mark) -> values.put(VIEW + view, mark.text()));
        return values;
    }
}
