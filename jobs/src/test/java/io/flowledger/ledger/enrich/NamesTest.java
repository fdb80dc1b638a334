package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void aTextHasOneIdAndTheUnknownIsZero() {
        Names names = new Names();

        int berlin = names.id("Berlin");
        int hamburg = names.id("Hamburg");

        assertThat(names.id("Berlin")).isEqualTo(berlin).isNotEqualTo(hamburg).isNotZero();
        assertThat(names.name(berlin)).isEqualTo("Berlin");
        assertThat(names.id(null)).isZero();
        assertThat(names.id("")).isZero();
        assertThat(names.name(0)).isNull();
    }

    @Test
    void idsKeepTheirTextWhileOthersAreAddedByAnotherThread() {
        Names names = new Names();
        int first = names.id("first");
        int more = 100_000;

        CompletableFuture<Void> adding =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < more; i++) {
                                names.id("name " + i);
                            }
                        });
        while (!adding.isDone()) {
            assertThat(names.name(first)).isEqualTo("first");
        }
        adding.join();

        for (int i = 0; i < more; i++) {
            assertThat(names.name(names.id("name " + i))).isEqualTo("name " + i);
        }
    }
}
