package io.flowledger.jobs.expire;

import io.flowledger.jobs.nightly.ArchivedDay;
import io.flowledger.jobs.nightly.AuditMark;
import io.flowledger.jobs.rollup.Rollups;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/** A day has to balance, and to be rolled up as it is now. */
final class DayProof implements Proof {

    private final Path warehouse;

    DayProof(Path warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public Optional<String> missing(LocalDate day) throws IOException {
        ArchivedDay archived = ArchivedDay.of(warehouse, day);
        if (!archived.hours().isEmpty() && !AuditMark.isBalanced(warehouse, archived)) {
            return Optional.of("they are not audited as they are, or do not balance");
        }
        if (!Rollups.isCurrent(warehouse, day)) {
            return Optional.of("their postings are not rolled up as they are");
        }
        return Optional.empty();
    }
}
