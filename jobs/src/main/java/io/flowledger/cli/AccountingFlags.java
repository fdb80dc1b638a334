package io.flowledger.cli;

import io.flowledger.jobs.accounting.AccountingSetup;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of accounting: {@code collect}, {@code import} and {@code account}. */
final class AccountingFlags {

    @Option(
            names = "--accounting",
            paramLabel = "FILE",
            description =
                    "Views, exporters and enrichment files in YAML; see docs/accounting.md. Default: the views that are shipped.")
    private File file;

    @Option(names = "--no-accounting", description = "Archive only, no postings.")
    private boolean none;

    Optional<AccountingSetup> setup() throws IOException {
        if (none && file != null) {
            throw new IllegalArgumentException("say either --accounting FILE or --no-accounting");
        }
        if (none) {
            return Optional.empty();
        }
        return Optional.of(file == null ? AccountingFile.shipped() : AccountingFile.read(file));
    }
}
