package io.flowledger.sql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

    private static final long LAST = 0xFFFF_FFFFL;

    @Property
    void anAddressReadsAsTheJdkWritesIt(@ForAll @LongRange(max = LAST) long address)
            throws Exception {
        byte[] bytes = BigInteger.valueOf(address | 1L << 32).toByteArray();
        assertThat(new IpText().eval(address))
                .isEqualTo(
                        InetAddress.getByAddress(Arrays.copyOfRange(bytes, 1, 5)).getHostAddress());
    }

    @Property
    void aTextIsTheNumberThatItCameFrom(@ForAll @LongRange(max = LAST) long address) {
        assertThat(new IpNumber().eval(new IpText().eval(address))).isEqualTo(address);
    }

    @Property
    void anAddressIsInANetworkIfItsLeadingBitsAre(
            @ForAll @LongRange(max = LAST) long address,
            @ForAll @LongRange(max = LAST) long other,
            @ForAll @IntRange(max = 32) int length) {
        String network = new PrefixOf().eval(other, length);

        boolean sameBits = address >> 32 - length == other >> 32 - length;

        assertThat(new CidrMatch().eval(address, network)).isEqualTo(sameBits);
    }

    @Property
    void theRangeOfANetworkHasItsAddressesAndNoOthers(
            @ForAll @LongRange(max = LAST) long address, @ForAll @IntRange(max = 32) int length) {
        CidrMatch match = new CidrMatch();
        String network = new PrefixOf().eval(address, length);
        long[] range = CidrMatch.range(network);

        assertThat(range[1] - range[0] + 1).isEqualTo(1L << 32 - length);
        assertThat(match.eval(range[0], network)).isTrue();
        assertThat(match.eval(range[1], network)).isTrue();
        if (range[0] > 0) {
            assertThat(match.eval(range[0] - 1, network)).isFalse();
        }
        if (range[1] < LAST) {
            assertThat(match.eval(range[1] + 1, network)).isFalse();
        }
        assertThat(new PrefixNumber().eval(address, length)).isEqualTo(range[0]);
    }

    @Test
    void oneMatchTakesSeveralNetworksInTurn() {
        CidrMatch match = new CidrMatch();
        long address = new IpNumber().eval("10.1.2.3");
        assertThat(match.eval(address, "10.0.0.0/8")).isTrue();
        assertThat(match.eval(address, "192.168.0.0/16")).isFalse();
        assertThat(match.eval(address, "10.0.0.0/8")).isTrue();
        assertThat(match.eval(address, "0.0.0.0/0")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33, 33",
        "10.0.0.1/8, 10.0.0.0/8",
        "10.0.0.0, /32",
        "2001:db8::/32, IPv6"
    })
    void aNetworkThatIsNoneIsNamedWithTheFunction(String network, String said) {
        assertThatThrownBy(() -> new CidrMatch().eval(1L, network))
                .hasMessageContaining("cidr_match")
                .hasMessageContaining(network)
                .hasMessageContaining(said);
    }

    @Test
    void argumentsThatMakeNoSenseAreNamedWithTheFunction() {
        assertThatThrownBy(() -> new IpText().eval(LAST + 1))
                .hasMessage("ip_text(4294967296): an IPv4 address is 0 to 4294967295");
        assertThatThrownBy(() -> new IpNumber().eval("10.0.0"))
                .hasMessage("ip_number('10.0.0'): write an address as 192.0.2.1");
        assertThatThrownBy(() -> new IpNumber().eval("2001:db8::1"))
                .hasMessageContaining("ip_number('2001:db8::1')");
        assertThatThrownBy(() -> new PrefixOf().eval(1L, 33))
                .hasMessage("prefix_of(33): a prefix length is 0 to 32");
        assertThatThrownBy(() -> new PrefixNumber().eval(-1L, 8))
                .hasMessageContaining("prefix_number(-1)");
        assertThatThrownBy(() -> new TcpFlagsText().eval(256))
                .hasMessageContaining("tcp_flags_text(256)");
        assertThatThrownBy(() -> new PortName().eval(6, 65_536))
                .hasMessageContaining("port_name(65536)");
        assertThatThrownBy(() -> new IcmpName().eval(-1)).hasMessageContaining("icmp_name(-1)");
        assertThatThrownBy(() -> new BitsPerSecond().eval(1.0, -1.0))
                .hasMessageContaining("bits_per_second(1.0, -1.0)");
        assertThatThrownBy(() -> new Coverage().eval(-1L, 2L))
                .hasMessageContaining("coverage(-1, 2)");
    }

    /** Each function with each of its arguments NULL in turn, the others whatever is right. */
    @Test
    void nullGivesNull() throws Exception {
        for (LedgerFunction function : LedgerFunctions.all()) {
            Object instance = function.implementation().getConstructor().newInstance();
            for (Method eval : function.implementation().getMethods()) {
                for (int i = 0;
                        eval.getName().equals("eval") && i < eval.getParameterCount();
                        i++) {
                    Object[] arguments =
                            Arrays.stream(eval.getParameterTypes())
                                    .map(FunctionsTest::sample)
                                    .toArray();
                    arguments[i] = null;
                    assertThat(eval.invoke(instance, arguments))
                            .as(function.name() + " with NULL as argument " + (i + 1))
                            .isNull();
                }
            }
        }
    }

    private static Object sample(Class<?> type) {
        if (type == String.class) {
            return "10.0.0.0/8";
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == TimestampData.class) {
            return TimestampData.fromInstant(Instant.EPOCH);
        }
        return type == Double.class ? (Object) 1.0 : type == Long.class ? (Object) 1L : (Object) 1;
    }

    @Test
    void namesAreThoseOfTheRegistries() {
        assertThat(new ProtocolName().eval(6)).isEqualTo("tcp");
        assertThat(new ProtocolName().eval(253)).isEqualTo("253");
        assertThat(new PortName().eval(6, 443)).isEqualTo("https");
        assertThat(new PortName().eval(17, 53)).isEqualTo("domain");
        assertThat(new PortName().eval(17, 514)).isEqualTo("syslog");
        assertThat(new PortName().eval(6, 60_000)).isNull();
        assertThat(new PortName().eval(1, 443)).as("ICMP has no ports").isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, ........",
        "2, ......S.",
        "18, ...A..S.",
        "27, ...AP.SF",
        "4, .....R..",
        "255, CEUAPRSF"
    })
    void flagsAreInTheOrderOfNfdump(int flags, String text) {
        assertThat(new TcpFlagsText().eval(flags)).isEqualTo(text);
    }

    /** Type · 256 + code; RFC 792 has the numbers. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, echo-reply",
        "2048, 8, 0, echo-request",
        "771, 3, 3, port-unreachable",
        "2816, 11, 0, time-exceeded",
        "65535, 255, 255, 255/255"
    })
    void anIcmpFlowHasItsTypeAndCodeInThePort(int port, int type, int code, String name) {
        assertThat(new IcmpType().eval(port)).isEqualTo(type);
        assertThat(new IcmpCode().eval(port)).isEqualTo(code);
        assertThat(new IcmpName().eval(port)).isEqualTo(name);
    }

    @Test
    void aRateIsBitsOverTime() {
        Instant start = Instant.parse("2026-01-31T12:00:00Z");
        assertThat(new BitsPerSecond().eval(1_000.0, 4.0)).isEqualTo(2_000);
        assertThat(new BitsPerSecond().eval(1_000.0, start, start.plusMillis(500)))
                .isEqualTo(16_000);
        assertThat(new BitsPerSecond().eval(1_000.0, 0.0)).isNull();
        assertThat(new SecondsBetween().eval(start, start.plusMillis(1_250))).isEqualTo(1.25);
    }

    @Test
    void aSlotBeginsAtOrBeforeATime() {
        assertThat(slot("2026-01-31T12:04:59.999Z", 300)).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(slot("2026-01-31T12:05:00Z", 300)).isEqualTo("2026-01-31T12:05:00Z");
        assertThat(slot("1969-12-31T23:59:59.500Z", 60)).isEqualTo("1969-12-31T23:59:00Z");
        assertThat(slot("2026-01-31T12:04:59.999Z", Integer.MAX_VALUE))
                .isEqualTo("1970-01-01T00:00:00Z");
        assertThat(new TimeSlot().eval(null, 300)).isNull();
        assertThatThrownBy(() -> slot("2026-01-31T12:00:00Z", 0))
                .hasMessage("time_slot(0): seconds are 1 or more");
    }

    private static String slot(String time, int seconds) {
        return new TimeSlot()
                .eval(TimestampData.fromInstant(Instant.parse(time)), seconds)
                .toInstant()
                .toString();
    }

    @Test
    void coverageIsThePartThatWasReceived() {
        assertThat(new Coverage().eval(98L, 2L)).isEqualTo(0.98);
        assertThat(new Coverage().eval(0L, 5L)).isZero();
        assertThat(new Coverage().eval(0L, 0L)).as("of nothing").isNull();
        assertThat(new Coverage().eval(10L, -3L)).as("only corrections").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"percentile", "percentile_cont", "percentile_disc", "coalesce"})
    void noFunctionHasANameThatFlinkTakesForItsOwn(String name) {
        assertThat(LedgerFunctions.all()).extracting(LedgerFunction::name).doesNotContain(name);
    }

    @Test
    void namesOfFunctionsAreDifferent() {
        List<String> names = LedgerFunctions.all().stream().map(LedgerFunction::name).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z_]+"));
    }
}
