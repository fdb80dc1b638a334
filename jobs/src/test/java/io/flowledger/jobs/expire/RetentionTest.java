package io.flowledger.jobs.expire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowledger.archive.schema.ArchiveTable;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

    @ParameterizedTest
    @CsvSource({
        "1d, 2026-03-30",
        "400d, 2025-02-24",
        "2w, 2026-03-17",
        "1mo, 2026-02-28",
        "2y, 2024-03-31"
    })
    void anAgeIsInDaysWeeksMonthsOrYearsOfTheCalendar(String age, LocalDate first) {
        assertThat(Retention.of(List.of("postings=" + age)).firstKept(ArchiveTable.POSTINGS, TODAY))
                .contains(first);
    }

    @Test
    void whatIsNotSaidIsAsByDefaultAndLossesStayForEver() {
        Retention retention = Retention.of(List.of("flows=10d"));
        assertThat(retention.firstKept(ArchiveTable.FLOWS, TODAY))
                .contains(LocalDate.of(2026, 3, 21));
        assertThat(retention.firstKept(ArchiveTable.POSTINGS, TODAY))
                .contains(LocalDate.of(2024, 3, 31));
        assertThat(retention.firstKept(ArchiveTable.LOSSES, TODAY)).isEmpty();
        assertThat(retention.firstKept(ArchiveTable.ROLLUPS_DAILY, TODAY)).isEmpty();
        assertThat(Retention.of(List.of("flows=forever")).firstKept(ArchiveTable.FLOWS, TODAY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "flows, TABLE=AGE",
        "flow=1d, tables are flows",
        "flows=0d, an age is",
        "flows=1h, an age is",
        "flows=-1d, an age is",
        "losses=100d, keep it at least as long"
    })
    void whatIsNoRetentionIsSaidWithWhatToDo(String text, String remedy) {
        assertThatThrownBy(() -> Retention.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--keep " + text.replaceAll("=.*", ""))
                .hasMessageContaining(remedy);
    }

    @Test
    void lossesMayGoWithTheFlowsTheyBelongTo() {
        Retention.of(List.of("flows=100d", "losses=100d", "sessions=1y"));
    }
}
