package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@link AccountedCapture} imported, with files that give its flows sites, customers and links. */
final class EnrichedImport {

    /** Name of the file of views. */
    static final String VIEWS = "views.yaml";

    private static final long FEWEST_FLOWS = 20_000;

    private EnrichedImport() {}

    /**
     * @param folder where capture, files and warehouse go
     * @param views file of accounting that names prefixes.csv and interfaces.csv
     * @return the warehouse
     */
    static Path into(Path folder, String views) throws IOException {
        Path capture = AccountedCapture.write(folder.resolve("exports.pcap"));
        Files.writeString(folder.resolve(VIEWS), views);
        Files.writeString(
                folder.resolve("prefixes.csv"),
                """
                prefix,site,customer
                10.1.0.0/16,Berlin,
                10.1.0.0/26,Hamburg,Acme
                10.1.1.0/24,,Widgets
                """);
        Files.writeString(
                folder.resolve("interfaces.csv"),
                """
                exporter,if_index,name,link,direction
                192.0.2.1,1,Te0/1,transit,external
                192.0.2.1,2,Te0/2,core,internal
                192.0.2.2,1,Te0/1,transit,external
                """);
        Path warehouse = folder.resolve("imported");
        Outcome outcome =
                Outcome.of(
                        "import",
                        capture.toString(),
                        "--warehouse",
                        warehouse.toString(),
                        "--accounting",
                        folder.resolve(VIEWS).toString(),
                        "--format",
                        "json");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.json().get("flows").asLong()).isGreaterThan(FEWEST_FLOWS);
        return warehouse;
    }
}
