package io.flowledger.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.jobs.nightly.StepReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyRunTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    @TempDir java.nio.file.Path warehouse;

    @Test
    void whatAKilledRunHasLeftHalfDoneIsFinishedBeforeAnyStep() throws Exception {
        java.nio.file.Path left = warehouse.resolve(".flowledger/replacements/killed");
        write(left.resolve("staging/flows/dt=1/new.parquet"), "new");
        write(left.resolve("owner"), "");
        write(
                left.resolve("manifest"),
                "flowledger replacement 1\n- flows/dt=1/old.parquet\n+ flows/dt=1/new.parquet\n.\n");
        run(true, step("looks", Outcome.UNCHANGED));
        assertThat(warehouse.resolve("flows")).doesNotExist();
        run(false, step("looks", Outcome.UNCHANGED));
        assertThat(warehouse.resolve("flows/dt=1/new.parquet")).hasContent("new");
        assertThat(left).doesNotExist();
    }

    @Test
    void aStepThatFailsKeepsThoseBehindItFromThatDayAndNoOther() throws Exception {
        DayStep failsOnce =
                new DayStep() {
                    @Override
                    public String name() {
                        return "fails";
                    }

                    @Override
                    public StepReport run(DayRequest request) throws Exception {
                        if (request.day().equals(DAY)) {
                            throw new IOException("no disk");
                        }
                        return StepReport.of(Outcome.DONE, "");
                    }
                };
        List<DayReport> days =
                run(false, step("before", Outcome.DONE), failsOnce, step("after", Outcome.DONE));
        assertThat(days.get(0).steps().values())
                .extracting(StepReport::outcome)
                .containsExactly(Outcome.DONE, Outcome.FAILED, Outcome.SKIPPED);
        assertThat(days.get(0).steps().get("fails").text()).isEqualTo("no disk");
        assertThat(days.get(0).isGood()).isFalse();
        assertThat(days.get(1).isGood()).isTrue();
    }

    private List<DayReport> run(boolean dryRun, DayStep... steps) throws Exception {
        Path path = new Path(warehouse.toUri());
        List<DayRequest> requests =
                List.of(DAY, DAY.plusDays(1)).stream()
                        .map(day -> new DayRequest(path, day, dryRun, 0, Map.of()))
                        .toList();
        NightlyRun.Listener nobody =
                new NightlyRun.Listener() {
                    @Override
                    public void starts(LocalDate day, String step) {}

                    @Override
                    public void ended(LocalDate day, String step, StepReport report) {}
                };
        return new NightlyRun(path, List.of(steps), Throwable::getMessage).over(requests, nobody);
    }

    private static DayStep step(String name, Outcome outcome) {
        return new DayStep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public StepReport run(DayRequest request) {
                return StepReport.of(outcome, "");
            }
        };
    }

    private static void write(java.nio.file.Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
