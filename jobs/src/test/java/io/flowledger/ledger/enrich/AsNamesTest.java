package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AsNamesTest {

    private final Names names = new Names();

    @Test
    void aTableNamesSystemsByNumber() throws EnrichmentException {
        AsNames as =
                read(
                        """
                        as,name
                        64500,Example
                        AS64501,"Example, the other"
                        0,own network
                        """);

        assertThat(names.name(as.name(64_500))).isEqualTo("Example");
        assertThat(names.name(as.name(64_501))).isEqualTo("Example, the other");
        assertThat(names.name(as.name(0))).isEqualTo("own network");
        assertThat(as.name(64_502)).isZero();
        assertThat(as.size()).isEqualTo(3);
    }

    @Test
    void aListOfNumberBlanksAndNameIsReadToo() throws EnrichmentException {
        AsNames as =
                read(
                        """
                        # as published
                        0      -Reserved AS-, ZZ
                        64500  EXAMPLE-ONE - Example, Inc., US
                        AS64501\tEXAMPLE-TWO "quoted
                        """);

        assertThat(names.name(as.name(64_500))).isEqualTo("EXAMPLE-ONE - Example, Inc., US");
        assertThat(names.name(as.name(64_501))).isEqualTo("EXAMPLE-TWO \"quoted");
        assertThat(as.name(0)).as("in flows, 0 is an unknown AS").isZero();
    }

    @Test
    void numbersPast16BitsAreCheckedAndNotKept() throws EnrichmentException {
        AsNames as = read("as,name\n4200000000,Wide\n65535,Last\n");

        assertThat(as.size()).isEqualTo(1);
        assertThat(as.name((int) 4_200_000_000L)).isZero();
        assertThat(names.name(as.name(65_535))).isEqualTo("Last");
    }

    @Test
    void withoutAFileNoneIsKnown() {
        assertThat(Enrichment.none(names).asNames().name(64_500)).isZero();
    }

    private AsNames read(String text) throws EnrichmentException {
        return MemoryFiles.empty().write("as.csv", text).load(names).asNames();
    }
}
