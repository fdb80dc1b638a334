package io.flowledger.archive.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DictionaryPolicyTest {

    @Test
    void aPageOfValuesThatAreAllNewIsHopelessFromTheStart() {
        assertThat(DictionaryPolicy.pays(20_000, 20_000, 19_900, 19_900, 8 * 19_900)).isFalse();
    }

    @Test
    void manyNewValuesAreForgivenWhileTheDictionaryFillsUp() {
        assertThat(DictionaryPolicy.pays(20_000, 20_000, 12_000, 12_000, 8 * 12_000)).isTrue();
    }

    @Test
    void valuesThatMostlyCameBeforePay() {
        assertThat(DictionaryPolicy.pays(900_000, 20_000, 500, 60_000, 8 * 60_000)).isTrue();
    }

    @Test
    void narrowValuesThatAreMostlyNewDoNot() {
        assertThat(DictionaryPolicy.pays(900_000, 20_000, 12_000, 60_000, 4 * 60_000)).isFalse();
    }

    @Test
    void noDictionaryGrowsBeyondItsBounds() {
        int tooMany = DictionaryPolicy.MAX_ENTRIES + 1;
        assertThat(DictionaryPolicy.pays(900_000, 20_000, 1, tooMany, 4 * tooMany)).isFalse();
        assertThat(DictionaryPolicy.pays(900_000, 20_000, 1, 100, DictionaryPolicy.MAX_BYTES + 1))
                .isFalse();
    }
}
