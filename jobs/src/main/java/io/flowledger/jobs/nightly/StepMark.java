package io.flowledger.jobs.nightly;

import io.flowledger.archive.replace.WarehouseFiles;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

/**
 * What a step has found of a day or a month, kept in the warehouse for other steps: {@code
 * .flowledger/days/dt=2026-01-31/audit}. Lines of {@code name=value}, in order of name.
 */
public final class StepMark {

    private static final String DAYS = ".flowledger/days";
    private static final String DAY = "dt=";
    private static final String MONTHS = ".flowledger/months/month=";

    private final WarehouseFiles files;
    private final String name;

    private StepMark(WarehouseFiles files, String name) {
        this.files = files;
        this.name = name;
    }

    public static StepMark ofDay(Path warehouse, LocalDate day, String step) throws IOException {
        return new StepMark(new WarehouseFiles(warehouse), DAYS + "/" + DAY + day + "/" + step);
    }

    public static StepMark ofMonth(Path warehouse, YearMonth month, String step)
            throws IOException {
        return new StepMark(new WarehouseFiles(warehouse), MONTHS + month + "/" + step);
    }

    /** Those that any step has marked, in order. */
    public static List<LocalDate> days(Path warehouse) throws IOException {
        return new WarehouseFiles(warehouse)
                .folders(DAYS).stream()
                        .filter(name -> name.matches(DAY + "\\d{4}-\\d\\d-\\d\\d"))
                        .map(name -> LocalDate.parse(name.substring(DAY.length())))
                        .toList();
    }

    /** Nothing if the step was not run, or what it left is not to be read. */
    public Optional<Map<String, String>> read() throws IOException {
        if (!files.exists(name)) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        for (String line : files.read(name).lines().toList()) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                return Optional.empty();
            }
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return Optional.of(values);
    }

    /**
     * All of it is there afterwards; killed meanwhile, the step may count as not done.
     *
     * @param values without line breaks
     */
    public void write(Map<String, String> values) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values)
                .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        files.replace(name, text.toString());
    }
}
