package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/enrichment.md are files that load, and its messages are those that come. */
class EnrichmentDocsTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\n(.*?)^```$");

    private List<String> blocks;

    @BeforeEach
    void readBlocks() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "enrichment.md"));
        blocks = BLOCK.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void theExamplesAreFilesThatLoad() throws EnrichmentException {
        Names names = new Names();
        MemoryFiles files =
                MemoryFiles.empty()
                        .write("prefixes.csv", block("prefix,"))
                        .write("interfaces.csv", block("exporter,"))
                        .write("as.csv", block("as,"))
                        .write("applications.csv", block("protocol,"));
        Enrichment loaded = files.load(names);

        PrefixTable prefixes = loaded.prefixes();
        int row = prefixes.find((int) ExporterAddress.low(ExporterAddress.parse("10.1.2.9")));
        assertThat(
                        Stream.of(
                                prefixes.site(row),
                                prefixes.dataCentre(row),
                                prefixes.customer(row),
                                prefixes.zone(row)))
                .extracting(names::name)
                .containsExactly("Hamburg", "HAM1", "Acme", "dmz");
        assertThat(loaded.interfaces().size()).isEqualTo(3);
        assertThat(loaded.asNames().size()).isEqualTo(2);
        assertThat(loaded.applications().rules()).isEqualTo(5);

        files.write("as.csv", block("64500 "));
        assertThat(files.load(names).asNames().size()).isEqualTo(2);
    }

    @Test
    void theMessagesAreThoseThatCome() {
        List<String> printed = RefusedFilesTest.messages();

        assertThat(block("/etc/flowledger/").lines())
                .allSatisfy(
                        line -> assertThat(printed).contains(line.replace("/etc/flowledger/", "")));
    }

    private String block(String beginning) {
        return blocks.stream()
                .filter(block -> block.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block that begins with " + beginning));
    }
}
