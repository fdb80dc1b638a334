package io.flowledger.cli;

import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.jobs.accounting.FlinkFileAccess;
import io.flowledger.ledger.enrich.EnrichmentException;
import io.flowledger.ledger.enrich.EnrichmentFiles;
import io.flowledger.ledger.enrich.Names;
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
        return Optional.of(read(file));
    }

    /** What {@code --accounting} names, or null for what is shipped; its files can be read. */
    static AccountingSetup read(File file) throws IOException {
        AccountingSetup setup = file == null ? AccountingFile.shipped() : AccountingFile.read(file);
        requireReadable(setup.files());
        return setup;
    }

    /** A job that runs goes on with the version before; one that is to begin has none. */
    private static void requireReadable(EnrichmentFiles files) {
        try {
            files.load(new FlinkFileAccess(), new Names());
        } catch (EnrichmentException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
