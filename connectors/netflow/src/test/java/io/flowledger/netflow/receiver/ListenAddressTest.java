package io.flowledger.netflow.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @Test
    void addressesAndNamesAreUnderstood() {
        assertThat(ListenAddress.parse("0.0.0.0:2055"))
                .isEqualTo(new ListenAddress("0.0.0.0", 2055));
        assertThat(ListenAddress.parse("[::]:9995")).isEqualTo(new ListenAddress("::", 9995));
        assertThat(ListenAddress.parse("col-1.example:1"))
                .isEqualTo(new ListenAddress("col-1.example", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2055", ":2055", "host", "host:", "host:65536", "::1:2055", "a b:1"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("0.0.0.0:2055");
    }

    @Test
    void textParsesBack() {
        for (String text : new String[] {"[2001:db8::1]:2055", "10.0.0.1:2055"}) {
            assertThat(ListenAddress.parse(text)).hasToString(text);
        }
    }

    @Test
    void spoolNamesAreSafeFileNames() {
        assertThat(ListenAddress.parse("0.0.0.0:2055").spoolName(1)).isEqualTo("0.0.0.0_2055-1");
        assertThat(ListenAddress.parse("[fe80::1%eth0]:2055").spoolName(0))
                .isEqualTo("fe80--1-eth0_2055-0");
    }
}
