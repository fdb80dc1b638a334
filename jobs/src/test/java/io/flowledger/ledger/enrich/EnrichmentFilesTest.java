package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnrichmentFilesTest {

    private final Names names = new Names();

    @Test
    void whatOfficeProgramsWriteIsRead() throws EnrichmentException {
        Enrichment read =
                MemoryFiles.empty()
                        .write(
                                "prefixes.csv",
                                "\uFEFF# \"ours\r\n\r\nVRF,Zone,PREFIX , site\r\n"
                                        + "red,dmz, 10.0.0.0/8 , \"Berlin, \"\"Mitte\"\"\" \r\n"
                                        + "# not yet\r\n"
                                        + "red,,192.0.2.0/24,K\u00f6ln")
                        .load(names);

        PrefixTable table = read.prefixes();
        assertThat(table.size()).isEqualTo(2);
        assertThat(names.name(table.site(0))).isEqualTo("Berlin, \"Mitte\"");
        assertThat(names.name(table.zone(0))).isEqualTo("dmz");
        assertThat(names.name(table.site(1))).isEqualTo("K\u00f6ln");
        assertThat(table.zone(1)).isZero();
    }

    @Test
    void aQuotedValueMayBeginLikeAComment() throws EnrichmentException {
        PrefixTable table =
                MemoryFiles.empty()
                        .write("prefixes.csv", "site,prefix\n\"#1\",10.0.0.0/8\n")
                        .load(names)
                        .prefixes();

        assertThat(names.name(table.site(0))).isEqualTo("#1");
    }

    @Test
    void theVersionIsOfTheContents() throws EnrichmentException {
        MemoryFiles files = MemoryFiles.empty();
        String first = files.load(names).version();

        assertThat(first).matches("[0-9a-f]{12}");
        assertThat(MemoryFiles.empty().load(new Names()).version()).isEqualTo(first);
        files.write("as.csv", "as,name\n64500,Example\n");
        String second = files.load(names).version();
        assertThat(second).isNotEqualTo(first);
        files.write("as.csv", "as,name\n");
        assertThat(files.load(names).version()).isEqualTo(first);
        assertThat(Enrichment.none(names).version())
                .isEqualTo(EnrichmentFiles.NONE.load(files, names).version())
                .isNotEqualTo(first);
    }

    @Test
    void theSameContentsInAnotherFileAreAnotherVersion() throws EnrichmentException {
        MemoryFiles files = new MemoryFiles().write("a", "as,name\n64500,A\n");
        files.write("b", "prefix,name\n192.0.2.0/24,A\n");

        assertThat(new EnrichmentFiles(null, null, "a", null).load(files, names).version())
                .isNotEqualTo(
                        new EnrichmentFiles("b", null, null, null).load(files, names).version());
    }

    @Test
    void aVersionSaysHowMuchThereIs() throws EnrichmentException {
        Enrichment loaded =
                MemoryFiles.empty()
                        .write("prefixes.csv", "prefix\n10.0.0.0/8\n192.0.2.0/24\n")
                        .write("as.csv", "64500 Example\n")
                        .load(names);

        assertThat(loaded)
                .hasToString(
                        "version "
                                + loaded.version()
                                + ": 2 prefixes, 0 interfaces, 1 AS names, 0 application rules");
    }
}
