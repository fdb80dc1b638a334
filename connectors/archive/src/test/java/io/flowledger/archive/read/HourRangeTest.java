package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HourRangeTest {

    private final HourRange night =
            new HourRange(
                    Instant.parse("2026-01-31T22:00:00Z"), Instant.parse("2026-02-01T02:00:00Z"));

    @Test
    void foldersOfWantedHoursAndTheirDaysAreLookedInto() {
        assertThat(night.mayHold("flows", "dt=2026-01-30")).isFalse();
        assertThat(night.mayHold("flows", "dt=2026-01-31")).isTrue();
        assertThat(night.mayHold("flows", "dt=2026-02-01")).isTrue();
        assertThat(night.mayHold("flows", "dt=2026-02-02")).isFalse();
        assertThat(night.mayHold("dt=2026-01-31", "hr=21")).isFalse();
        assertThat(night.mayHold("dt=2026-01-31", "hr=22")).isTrue();
        assertThat(night.mayHold("dt=2026-02-01", "hr=01")).isTrue();
        assertThat(night.mayHold("dt=2026-02-01", "hr=02")).isFalse();
    }

    @Test
    void aRangeThatEndsAtMidnightDoesNotTouchTheDayThatBegins() {
        HourRange day =
                new HourRange(
                        Instant.parse("2026-01-31T00:00:00Z"),
                        Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(day.mayHold("flows", "dt=2026-02-01")).isFalse();
        assertThat(day.mayHold("flows", "dt=2026-01-30")).isFalse();
    }

    @Test
    void withoutBoundsEveryFolderIsWanted() {
        assertThat(HourRange.ALL.mayHold("flows", "dt=1970-01-01")).isTrue();
        assertThat(HourRange.ALL.mayHold("dt=2026-01-31", "hr=23")).isTrue();
    }

    @Test
    void aFolderThatIsNoHourIsNamed() {
        assertThatThrownBy(() -> night.mayHold("flows", "dt=2026-02-30"))
                .hasMessage("folder dt=2026-02-30 is no day of flows");
        assertThatThrownBy(() -> night.mayHold("dt=2026-01-31", "hr=24"))
                .hasMessage("folder hr=24 is no hour of flows");
        assertThatThrownBy(() -> night.mayHold("x", "hr=23"))
                .hasMessage("folder x is no day of flows");
    }

    @Test
    void aBoundWithinAnHourIsRefused() {
        Instant half = Instant.parse("2026-01-31T22:30:00Z");
        assertThatThrownBy(() -> new HourRange(half, Instant.MAX))
                .hasMessage("2026-01-31T22:30:00Z is not on the hour");
    }

    @Test
    void namesThatBeginWithADotOrAnUnderscoreAreNoData() {
        assertThat(CommittedFiles.isCommitted("flows-0.parquet")).isTrue();
        assertThat(CommittedFiles.isCommitted(".flows-0.parquet.inprogress.7")).isFalse();
        assertThat(CommittedFiles.isCommitted("_SUCCESS")).isFalse();
    }
}
