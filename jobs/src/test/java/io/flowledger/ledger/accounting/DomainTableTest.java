package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DomainTableTest {

    /** What a datagram adds to one key. */
    record Part(long key, int flows, long packets, long octets) {}

    record Datagram(int records, int rate, List<Part> parts) {}

    @Provide
    Arbitrary<List<Datagram>> datagrams() {
        Arbitrary<Part> parts =
                Combinators.combine(
                                Arbitraries.longs().between(-20, 20),
                                Arbitraries.integers().between(0, 1),
                                Arbitraries.longs().between(0, 1_000),
                                Arbitraries.longs().between(0, 100_000))
                        .as(Part::new);
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.of(30, 30, 24),
                                Arbitraries.integers().between(1, 1_365)),
                        Arbitraries.of(1, 1, 1, 100, 65_536),
                        parts.list().ofMaxSize(30))
                .as(Datagram::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void momentsAreThoseOfEachDatagramsSums(@ForAll("datagrams") List<Datagram> datagrams) {
        DomainTable table = new DomainTable();
        Map<Long, DomainMoments> expected = new HashMap<>();
        addAll(datagrams, 0, table, expected);

        assertHolds(table, expected);
    }

    @Property(tries = 200)
    void stateAndCompactionKeepWhatThereIs(
            @ForAll("datagrams") List<Datagram> first, @ForAll("datagrams") List<Datagram> second)
            throws IOException {
        DomainTable table = new DomainTable();
        Map<Long, DomainMoments> expected = new HashMap<>();
        addAll(first, 0, table, expected);

        DomainTable restored = restored(table);
        addAll(second, first.size(), restored, expected);
        boolean[] kept = new boolean[restored.size()];
        for (int domain = 0; domain < kept.length; domain++) {
            kept[domain] = restored.high(domain) % 3 != 0;
        }
        expected.keySet().removeIf(key -> key % 3 == 0);

        assertHolds(restored.compacted(kept), expected);
    }

    private static DomainTable restored(DomainTable table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int domain = 0; domain < table.size(); domain++) {
            table.writeSums(domain, out);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        DomainTable restored = new DomainTable();
        for (int domain = 0; domain < table.size(); domain++) {
            restored.readSums(restored.insert(table.high(domain), table.low(domain)), in);
        }
        return restored;
    }

    private static void addAll(
            List<Datagram> datagrams,
            int before,
            DomainTable table,
            Map<Long, DomainMoments> expected) {
        int number = before;
        for (Datagram datagram : datagrams) {
            number++;
            long bits = DomainTable.datagramBits(number, datagram.records(), datagram.rate());
            Map<Long, Part> sums = new HashMap<>();
            for (Part part : datagram.parts()) {
                int domain = table.find(part.key(), ~part.key());
                if (domain < 0) {
                    domain = table.insert(part.key(), ~part.key());
                }
                table.add(domain, bits, part.flows(), part.packets(), part.octets());
                sums.merge(part.key(), part, DomainTableTest::sum);
            }
            sums.forEach((key, sum) -> addTo(expected, key, sum, datagram));
        }
    }

    private static Part sum(Part a, Part b) {
        return new Part(
                a.key(), a.flows() + b.flows(), a.packets() + b.packets(), a.octets() + b.octets());
    }

    private static void addTo(
            Map<Long, DomainMoments> expected, long key, Part sum, Datagram datagram) {
        DomainMoments moments = expected.computeIfAbsent(key, unseen -> new DomainMoments());
        moments.received[0] += sum.flows();
        moments.received[1] += sum.packets();
        moments.received[2] += sum.octets();
        DomainMoments.add(
                moments.moments,
                0,
                sum.flows(),
                sum.packets(),
                sum.octets(),
                datagram.records(),
                datagram.rate());
    }

    private static void assertHolds(DomainTable table, Map<Long, DomainMoments> expected) {
        assertThat(table.size()).isEqualTo(expected.size());
        DomainMoments actual = new DomainMoments();
        expected.forEach(
                (key, moments) -> {
                    int domain = table.find(key, ~key);
                    assertThat(domain).as("key %d", key).isNotNegative();
                    table.read(domain, actual);
                    assertThat(actual.received).isEqualTo(moments.received);
                    assertThat(actual.moments)
                            .usingComparatorWithPrecision(1e-12)
                            .containsExactly(moments.moments);
                    assertThat(table.octets(domain)).isEqualTo(moments.octets());
                });
    }
}
