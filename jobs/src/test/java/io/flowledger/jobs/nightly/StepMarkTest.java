package io.flowledger.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepMarkTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    @TempDir java.nio.file.Path folder;

    @Test
    void whatIsWrittenIsReadAgainUntilItIsWrittenAnew() throws IOException {
        StepMark mark = StepMark.ofDay(new Path(folder.toUri()), DAY, "audit");
        assertThat(mark.read()).isEmpty();
        mark.write(Map.of("balances", "true", "hr00", "17", "empty", ""));
        assertThat(mark.read()).contains(Map.of("balances", "true", "hr00", "17", "empty", ""));
        mark.write(Map.of("balances", "a=b"));
        assertThat(mark.read()).contains(Map.of("balances", "a=b"));
    }

    @Test
    void whatIsNotWholeCountsAsNotThere() throws IOException {
        java.nio.file.Path file = folder.resolve(".flowledger/days/dt=2026-01-31/audit");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "balances=true\nhr0");
        assertThat(StepMark.ofDay(new Path(folder.toUri()), DAY, "audit").read()).isEmpty();
    }
}
