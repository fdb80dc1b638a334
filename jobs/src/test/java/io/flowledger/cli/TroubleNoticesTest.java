package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.jobs.EmbeddedRun;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroubleNoticesTest {

    private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Throwable FULL = new IOException("No space left on device");

    private final TroubleNotices notices = new TroubleNotices("file:/srv/flows");

    @Test
    void aFullDiskIsSaidOnceInWhateverWordingItComes() {
        assertThat(failed(0, new Exception("Could not perform checkpoint 23", FULL)))
                .hasValue(
                        "trouble, trying again (datagrams wait in the spool): No space left on"
                                + " device; free space for the warehouse file:/srv/flows");
        assertThat(failed(0, FULL)).as("the same failure, looked at again").isEmpty();
        assertThat(failed(2, FULL)).isEmpty();
        assertThat(failed(5, new RuntimeException("writer", FULL))).isEmpty();
    }

    @Test
    void anotherCauseIsSaidTooAndTheFirstNotAgain() {
        assertThat(failed(0, FULL)).isPresent();
        assertThat(failed(1, new IOException("Connection refused")))
                .hasValueSatisfying(text -> assertThat(text).endsWith("Connection refused"));
        assertThat(failed(2, FULL)).isEmpty();
    }

    @Test
    void checkpointsThatCannotBeWrittenAreNotSaidInFlinksWords() {
        assertThat(
                        failed(
                                0,
                                new Exception(
                                        "Exceeded checkpoint tolerable failure threshold. The"
                                                + " latest checkpoint failed due to …")))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .endsWith(
                                                "checkpoints cannot be written in the warehouse"
                                                        + " file:/srv/flows"));
    }

    @Test
    void theEndIsSaidOnceCommitsWentOnForAWhileAndANewFailureIsSaidAgain() {
        failed(0, FULL);
        assertThat(committed(3)).as("a small file that found room").isEmpty();
        assertThat(failed(4, FULL)).isEmpty();
        assertThat(committed(15)).hasValue("the trouble is over, files are committed again");
        assertThat(committed(16)).isEmpty();
        assertThat(failed(20, FULL)).isPresent();
    }

    @Test
    void withoutTroubleNothingIsSaid() {
        assertThat(notices.look(Optional.empty(), Optional.of(BEGIN))).isEmpty();
    }

    private Optional<String> failed(int second, Throwable cause) {
        return notices.look(
                Optional.of(new EmbeddedRun.Failure(BEGIN.plusSeconds(second), cause)),
                Optional.empty());
    }

    private Optional<String> committed(int second) {
        return notices.look(Optional.empty(), Optional.of(BEGIN.plusSeconds(second)));
    }
}
