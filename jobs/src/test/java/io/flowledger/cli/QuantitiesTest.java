package io.flowledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuantitiesTest {

    @Test
    void durationsAreReadAsPeopleWriteThem() {
        assertThat(Quantities.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Quantities.duration("20s")).isEqualTo(Duration.ofSeconds(20));
        assertThat(Quantities.duration("5 m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Quantities.duration("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(Quantities.duration("PT90S")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void whatIsNoDurationIsNamedWithAnExample() {
        assertThatThrownBy(() -> Quantities.duration("soon"))
                .hasMessageContaining("'soon'")
                .hasMessageContaining("20s");
        assertThatThrownBy(() -> Quantities.duration("20")).hasMessageContaining("'20'");
        assertThatThrownBy(() -> Quantities.duration("-5s")).hasMessageContaining("'-5s'");
    }

    @Test
    void sizesAreBinaryMultiples() {
        assertThat(Quantities.bytes("64k")).isEqualTo(65_536);
        assertThat(Quantities.bytes("20G")).isEqualTo(20L << 30);
        assertThat(Quantities.bytes("4096")).isEqualTo(4096);
        assertThatThrownBy(() -> Quantities.bytes("a lot")).hasMessageContaining("'a lot'");
    }
}
