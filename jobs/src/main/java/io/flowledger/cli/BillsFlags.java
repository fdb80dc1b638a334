package io.flowledger.cli;

import io.flowledger.jobs.bill.BillOrder;
import java.io.File;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** Which bills are made every night. */
final class BillsFlags {

    @Option(
            names = "--bills",
            paramLabel = "FILE",
            description =
                    "Bills of the month in YAML, see docs/billing.md. Default: of interfaces, and of"
                            + " customers if one view has them.")
    private File file;

    /** None where nothing is said. */
    List<BillOrder> orders() throws IOException {
        return file == null ? List.of() : BillsFile.read(file);
    }
}
