package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Postings of a month, and its bill made by the command. */
final class BilledWarehouse extends PostedWarehouse {

    static final String ROUTER = "192.0.2.1";

    BilledWarehouse(Path folder) {
        super(folder);
    }

    /**
     * 28 days; on day d of them 100·d octets came in by interface 1 and left by 2, and 10·d the
     * other way. Of days the second largest is the 95th percentile (⌈0.95·28⌉ = 27).
     */
    void february() throws IOException {
        for (int day = 0; day < 28; day++) {
            Instant noon = PostedWarehouse.day("2026-02-01T12:00:00Z", day);
            interfaces(noon, ROUTER, 1, 2, 100 * (day + 1));
            interfaces(noon, ROUTER, 2, 1, 10 * (day + 1));
        }
        listeningBeforeAndAfter();
    }

    /** So that nothing of February is unknown. */
    void listeningBeforeAndAfter() throws IOException {
        interfaces(Instant.parse("2026-01-31T23:59:00Z"), ROUTER, 1, 2, 77_777);
        interfaces(Instant.parse("2026-03-01T00:00:00Z"), ROUTER, 1, 2, 88_888);
        write();
    }

    String text(String... options) {
        List<String> all = new ArrayList<>(List.of("--interval", "1d"));
        all.addAll(List.of(options));
        Outcome outcome = percentile(all.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return outcome.out();
    }

    Outcome percentile(String... options) {
        List<String> args =
                new ArrayList<>(List.of("percentile", "--warehouse", folder().toString()));
        if (!List.of(options).contains("--month")) {
            args.addAll(List.of("--month", "2026-02"));
        }
        args.addAll(List.of(options));
        return Outcome.of(args.toArray(String[]::new));
    }

    List<Path> files() throws IOException {
        return Folders.parquet(folder().resolve("bills"));
    }
}
