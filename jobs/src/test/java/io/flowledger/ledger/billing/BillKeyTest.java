package io.flowledger.ledger.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BillKeyTest {

    @Property
    void aKeyIsWhatItWasAfterItsJourney(
            @ForAll("values") List<String> values, @ForAll boolean other) {
        BillKey key = new BillKey(other, values);
        assertThat(BillKey.parse(key.text())).isEqualTo(key);
    }

    @Provide
    Arbitrary<List<String>> values() {
        return Arbitraries.strings()
                .withChars("ab*/\u001d\u001e\u001f\u00e4")
                .ofMaxLength(5)
                .injectNull(0.2)
                .list()
                .ofMaxSize(4);
    }

    @Test
    void unknownIsNotTheEmptyText() {
        assertThat(new BillKey(false, Arrays.asList((String) null)).text())
                .isNotEqualTo(BillKey.text(false, ""));
    }
}
