package io.flowledger.sql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FunctionsTest {

    @Property
    void anAddressReadsAsTheJdkWritesIt(@ForAll @LongRange(max = 0xFFFF_FFFFL) long address)
            throws Exception {
        byte[] bytes = {
            (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
        };
        assertThat(new IpText().eval(address))
                .isEqualTo(InetAddress.getByAddress(bytes).getHostAddress());
    }

    @Test
    void aNumberThatIsNoAddressIsNamed() {
        assertThatThrownBy(() -> new IpText().eval(4_294_967_296L))
                .hasMessageContaining("4294967296");
    }

    @Test
    void unknownStaysUnknown() {
        assertThat(new IpText().eval(null)).isNull();
        assertThat(new ProtocolName().eval(null)).isNull();
        assertThat(new ProtocolName().eval(253)).isEqualTo("253");
        assertThat(new ProtocolName().eval(6)).isEqualTo("tcp");
    }
}
