package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EnrichmentReloaderTest {

    private static final String BERLIN = "prefix,site\n0.0.0.0/0,Berlin\n";
    private static final String HAMBURG = "prefix,site\n0.0.0.0/0,Hamburg\n";

    private final Names names = new Names();
    private final MemoryFiles files = MemoryFiles.empty().write("prefixes.csv", BERLIN);
    private final Heard heard = new Heard();

    private static final class Heard implements EnrichmentReloader.Listener {
        private final List<String> reloaded = Collections.synchronizedList(new ArrayList<>());
        private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public void reloaded(String version) {
            reloaded.add(version);
            first.countDown();
        }

        @Override
        public void refused(String message) {
            refused.add(message);
        }
    }

    @Test
    void aChangeIsInForceOnceTwoLooksSeeTheSame() throws EnrichmentException {
        EnrichmentReloader reloader = idle();
        Enrichment before = reloader.current();
        reloader.look();
        files.write("prefixes.csv", HAMBURG);

        reloader.look();
        assertThat(reloader.current()).as("it may still be written").isSameAs(before);
        reloader.look();

        assertThat(site(reloader)).isEqualTo("Hamburg");
        assertThat(heard.reloaded).containsExactly(reloader.current().version());
        assertThat(reloader.current().version()).isNotEqualTo(before.version());
        assertThat(before.prefixes().find(0))
                .as("the old version, for who still holds it")
                .isZero();
        assertThat(names.name(before.prefixes().site(0))).isEqualTo("Berlin");
    }

    @Test
    void aFileThatIsStillWrittenIsWaitedFor() throws EnrichmentException {
        EnrichmentReloader reloader = idle();
        for (int length = 0; length < HAMBURG.length(); length++) {
            files.write("prefixes.csv", HAMBURG.substring(0, length));
            reloader.look();
        }
        files.write("prefixes.csv", HAMBURG);
        reloader.look();
        reloader.look();

        assertThat(site(reloader)).isEqualTo("Hamburg");
        assertThat(heard.refused).isEmpty();
        assertThat(heard.reloaded).hasSize(1);
    }

    @Test
    void aFileThatIsWrittenWhileItIsReadIsReadAgain() throws EnrichmentException {
        boolean[] write = {false};
        EnrichmentReloader reloader =
                new EnrichmentReloader(
                        MemoryFiles.ALL,
                        new FileAccess() {
                            @Override
                            public InputStream open(String location) throws IOException {
                                InputStream in = files.open(location);
                                if (write[0]) {
                                    write[0] = false;
                                    files.write("prefixes.csv", HAMBURG);
                                }
                                return in;
                            }

                            @Override
                            public String stamp(String location) throws IOException {
                                return files.stamp(location);
                            }
                        },
                        names,
                        Duration.ofDays(1),
                        heard,
                        null);
        files.write("prefixes.csv", HAMBURG.substring(0, 20));
        reloader.look();
        write[0] = true;
        reloader.look();
        assertThat(heard.refused).as("half a file is no version").isEmpty();
        reloader.look();

        assertThat(site(reloader)).isEqualTo("Hamburg");
        assertThat(heard.refused).isEmpty();
    }

    @Test
    void aBadVersionIsReportedOnceAndTheOneBeforeStays() throws EnrichmentException {
        EnrichmentReloader reloader = idle();
        String version = reloader.current().version();
        files.write("prefixes.csv", HAMBURG + "10.0.0.1/8,Kiel\n");
        look(reloader, 5);

        assertThat(heard.refused)
                .containsExactly(
                        "prefixes.csv line 3: '10.0.0.1/8' has bits set behind the prefix; write"
                                + " 10.0.0.0/8");
        assertThat(site(reloader)).isEqualTo("Berlin");
        assertThat(reloader.current().version()).isEqualTo(version);

        files.write("prefixes.csv", BERLIN + "10.0.0.1/8,Kiel\n");
        look(reloader, 5);
        assertThat(heard.refused).as("another bad version").hasSize(2);

        files.write("prefixes.csv", HAMBURG + "10.0.0.0/8,Kiel\n");
        look(reloader, 5);
        assertThat(site(reloader)).isEqualTo("Hamburg");
        assertThat(heard.reloaded).hasSize(1);
        assertThat(heard.refused).hasSize(2);
    }

    @Test
    void aFileThatIsWrittenAnewWithTheSameContentsIsNoOtherVersion() throws EnrichmentException {
        EnrichmentReloader reloader = idle();
        Enrichment before = reloader.current();
        files.write("prefixes.csv", BERLIN);
        look(reloader, 3);

        assertThat(reloader.current()).isSameAs(before);
        assertThat(heard.reloaded).isEmpty();
    }

    @Test
    void aFileThatIsGoneIsReportedAndTakenUpWhenItIsBack() throws EnrichmentException {
        EnrichmentReloader reloader = idle();
        files.delete("prefixes.csv");
        reloader.look();
        assertThat(heard.refused).as("it may be about to be replaced").isEmpty();
        look(reloader, 4);

        assertThat(heard.refused)
                .containsExactly("prefixes.csv: does not exist, or may not be read");
        assertThat(site(reloader)).isEqualTo("Berlin");

        files.write("prefixes.csv", HAMBURG);
        look(reloader, 2);
        assertThat(site(reloader)).isEqualTo("Hamburg");
    }

    @Test
    void aFileSystemThatIsAwayIsTriedAgain() throws EnrichmentException {
        EnrichmentReloader reloader = idle();
        files.write("prefixes.csv", HAMBURG);
        files.failToOpen(new IOException("Connection refused\nat namenode"));
        look(reloader, 5);
        assertThat(heard.refused)
                .containsExactly("prefixes.csv: cannot be read: Connection refused (and 3 more)");

        files.failToOpen(null);
        reloader.look();
        assertThat(site(reloader)).as("with the stamps it had").isEqualTo("Hamburg");
    }

    @Test
    void theThreadLooksUntilItIsClosed() throws Exception {
        EnrichmentReloader reloader =
                EnrichmentReloader.start(
                        MemoryFiles.ALL, files, names, Duration.ofMillis(5), heard);
        try (reloader) {
            files.write("prefixes.csv", HAMBURG);
            assertThat(heard.first.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(site(reloader)).isEqualTo("Hamburg");
        }
        assertThat(lookingThreads()).isEmpty();
        assertThat(site(reloader)).as("the version in force stays").isEqualTo("Hamburg");
    }

    @Test
    void aReloaderWithoutFilesHasNoThread() throws EnrichmentException {
        try (EnrichmentReloader reloader =
                EnrichmentReloader.start(
                        EnrichmentFiles.NONE, files, names, Duration.ofMillis(5), heard)) {
            assertThat(reloader.current().version()).isEqualTo(Enrichment.none(names).version());
            assertThat(lookingThreads()).isEmpty();
        }
    }

    @Test
    void badFilesAtTheStartAreRefused() {
        files.write("prefixes.csv", "prefix\n10.0.0.1/8\n");

        assertThatThrownBy(this::idle)
                .isInstanceOf(EnrichmentException.class)
                .hasMessageStartingWith("prefixes.csv line 2: ");
    }

    @Test
    void aTaskThatIsStartedAgainGoesOnWithoutThemUntilTheyAreRepaired() throws EnrichmentException {
        files.write("prefixes.csv", "prefix\n10.0.0.1/8\n");
        EnrichmentReloader reloader =
                new EnrichmentReloader(
                        MemoryFiles.ALL,
                        files,
                        names,
                        Duration.ofDays(1),
                        heard,
                        Enrichment.none(names));

        assertThat(heard.refused).singleElement().asString().startsWith("prefixes.csv line 2: ");
        assertThat(reloader.current().version()).isEqualTo(Enrichment.none(names).version());

        files.write("prefixes.csv", HAMBURG);
        look(reloader, 3);
        assertThat(site(reloader)).isEqualTo("Hamburg");
        assertThat(heard.refused).hasSize(1);
    }

    private EnrichmentReloader idle() throws EnrichmentException {
        return new EnrichmentReloader(
                MemoryFiles.ALL, files, names, Duration.ofDays(1), heard, null);
    }

    private static List<Thread> lookingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("enrichment-reloader"))
                .toList();
    }

    private static void look(EnrichmentReloader reloader, int times) {
        for (int i = 0; i < times; i++) {
            reloader.look();
        }
    }

    private String site(EnrichmentReloader reloader) {
        PrefixTable table = reloader.current().prefixes();
        return names.name(table.site(table.find(0)));
    }
}
