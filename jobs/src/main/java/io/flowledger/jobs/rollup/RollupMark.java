package io.flowledger.jobs.rollup;

import io.flowledger.archive.replace.WarehouseFiles;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

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

    static String ofDay(String folder) {
        return ".flowledger/days/" + folder + "/rollup";
    }

    static String ofMonth(String folder) {
        return ".flowledger/months/" + folder + "/rollup";
    }

    static boolean exists(Path warehouse, String name) throws IOException {
        return new WarehouseFiles(warehouse).exists(name);
    }

    /** Nothing is marked where there is no such file, or what it says is not to be read. */
    static RollupMark read(Path warehouse, String name) throws IOException {
        WarehouseFiles files = new WarehouseFiles(warehouse);
        boolean open = true;
        Map<String, ViewMark> views = new TreeMap<>();
        if (files.exists(name)) {
            for (String line : files.read(name).lines().toList()) {
                int equals = Math.max(0, line.indexOf('='));
                String key = line.substring(0, equals);
                String value = line.substring(Math.min(line.length(), equals + 1));
                if (key.equals(OPEN)) {
                    open = !value.equals("false");
                } else if (key.startsWith(VIEW)) {
                    Optional<ViewMark> mark = ViewMark.parse(value);
                    mark.ifPresent(m -> views.put(key.substring(VIEW.length()), m));
                }
            }
        }
        return new RollupMark(open, views);
    }

    void write(Path warehouse, String name) throws IOException {
        StringBuilder text = new StringBuilder(OPEN + "=" + isOpen + "\n");
        views.forEach(
                (view, mark) ->
                        text.append(VIEW)
                                .append(view)
                                .append('=')
                                .append(mark.text())
                                .append('\n'));
        new WarehouseFiles(warehouse).replace(name, text.toString());
    }
}
