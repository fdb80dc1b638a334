package io.flowledger.jobs.nightly;

import io.flowledger.archive.replace.Replacement;
import io.flowledger.archive.replace.WarehouseLock;
import io.flowledger.archive.sink.WarehouseMark;
import io.flowledger.jobs.nightly.StepReport.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps over days, one day after the other. A step that fails keeps those behind it from that day,
 * since they build on it; other days have their turn.
 */
public final class NightlyRun {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyRun.class);

    /** Whom it tells, as it goes. */
    public interface Listener {
        void starts(LocalDate day, String step);

        void ended(LocalDate day, String step, StepReport report);
    }

    private final Path warehouse;
    private final List<? extends DayStep> steps;
    private final Function<Throwable, String> describe;

    /**
     * @param describe an error in one line
     */
    public NightlyRun(
            Path warehouse, List<? extends DayStep> steps, Function<Throwable, String> describe) {
        this.warehouse = warehouse;
        this.steps = List.copyOf(steps);
        this.describe = describe;
    }

    /**
     * @param requests a day each, of this warehouse
     * @throws IllegalStateException if another run is at this warehouse
     */
    public List<DayReport> over(List<DayRequest> requests, Listener listener) throws Exception {
        WarehouseMark.ensure(warehouse);
        try (WarehouseLock lock = WarehouseLock.take(warehouse, "nightly")) {
            if (!requests.stream().allMatch(DayRequest::dryRun)) {
                // what a killed run has left half done; steps see it as done and would not touch it
                Replacement.begin(warehouse).close();
            }
            List<DayReport> days = new ArrayList<>();
            for (DayRequest request : requests) {
                days.add(day(request, listener));
            }
            return days;
        }
    }

    private DayReport day(DayRequest request, Listener listener) throws InterruptedException {
        Map<String, StepReport> reports = new LinkedHashMap<>();
        String failed = null;
        for (DayStep step : steps) {
            listener.starts(request.day(), step.name());
            StepReport report =
                    failed == null
                            ? run(step, request)
                            : StepReport.of(Outcome.SKIPPED, "since " + failed + " failed");
            listener.ended(request.day(), step.name(), report);
            reports.put(step.name(), report);
            if (report.outcome() == Outcome.FAILED) {
                failed = step.name();
            }
        }
        return new DayReport(request.day(), reports);
    }

    private StepReport run(DayStep step, DayRequest request) throws InterruptedException {
        try {
            return step.run(request);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.error("{} of {} failed", step.name(), request.day(), e);
            return StepReport.of(Outcome.FAILED, describe.apply(e));
        }
    }
}
