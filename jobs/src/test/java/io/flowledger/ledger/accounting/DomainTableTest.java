package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DomainTableTest {

    /** What a datagram adds to one key. */
    record Part(long key, int flows, long packets, long octets) {}

    record Datagram(int records, int rate, List<Part> parts) {}

    @Provide
    Arbitrary<List<Datagram>> datagrams() {
        Arbitrary<Part> parts =
                Combinators.combine(
                                Arbitraries.longs().between(-20, 20),
                                Arbitraries.just(1),
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
        DomainTable table = new DomainTable(false, new DomainBudget(1_000_000));
        Map<Long, DomainMoments> expected = new HashMap<>();
        addAll(datagrams, table, expected);

        assertHolds(table, expected);
    }

    @Property(tries = 200)
    void stateAndCompactionKeepWhatThereIs(
            @ForAll("datagrams") List<Datagram> first, @ForAll("datagrams") List<Datagram> second)
            throws IOException {
        DomainTable table = new DomainTable(false, new DomainBudget(1_000_000));
        Map<Long, DomainMoments> expected = new HashMap<>();
        addAll(first, table, expected);

        DomainTable restored = restored(table);
        addAll(second, restored, expected);
        boolean[] kept = new boolean[restored.end()];
        for (int domain = DomainTable.FIRST; domain < kept.length; domain++) {
            kept[domain] = restored.high(domain) % 3 != 0;
        }
        expected.keySet().removeIf(key -> key % 3 == 0);

        assertHolds(restored.compacted(kept), expected);
    }

    @Test
    void whatWasSavedWithSquaresAndCubesBesideTheKeyIsRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        DomainMoments others = new DomainMoments();
        addMoments(others, new Part(7, 2, 5, 700), 24, 100);
        out.writeShort(30);
        out.writeByte(1);
        // a chain of two windows: in the latter a usual and an unusual datagram, in the other one
        out.writeInt(2);
        for (long sum : new long[] {9, 3, 15, 1_700}) {
            out.writeLong(sum);
        }
        for (double square : new double[] {1 + 4, 100 + 25, 1e6 + 490_000}) {
            out.writeDouble(square);
        }
        for (long sum : new long[] {8, 1, 20, 3_000}) {
            out.writeLong(sum);
        }
        for (double square : new double[] {1, 400, 9e6}) {
            out.writeDouble(square);
        }
        // flows², packets², packets³, octets², octets³ of the two usual ones
        for (double power : new double[] {2, 100 + 400, 1_000 + 8_000, 1e6 + 9e6, 1e9 + 27e9}) {
            out.writeDouble(power);
        }
        out.writeBoolean(true);
        others.write(out);

        DomainTable table = new DomainTable(false, new DomainBudget(1_000_000));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        table.readUsual(in);
        table.readSumsWithPowers(table.insert(7, ~7), in);

        DomainMoments expected = new DomainMoments();
        addMoments(expected, new Part(7, 1, 10, 1_000), 30, 1);
        addMoments(expected, new Part(7, 1, 20, 3_000), 30, 1);
        addMoments(expected, new Part(7, 2, 5, 700), 24, 100);
        assertThat(in.available()).isZero();
        assertHolds(table, Map.of(7L, expected));

        Part more = new Part(7, 1, 2, 100);
        addTo(table, more, new Datagram(30, 1, List.of(more)));
        addMoments(expected, more, 30, 1);
        assertHolds(table, Map.of(7L, expected));
    }

    private static void addMoments(DomainMoments target, Part part, int records, int rate) {
        target.addReceived(part.flows(), part.packets(), part.octets());
        DomainMoments.add(
                target.moments, 0, part.flows(), part.packets(), part.octets(), records, rate);
    }

    private static DomainTable restored(DomainTable table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        table.writeUsual(out);
        for (int domain = DomainTable.FIRST; domain < table.end(); domain++) {
            table.writeSums(domain, out);
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        DomainTable restored = new DomainTable(false, new DomainBudget(1_000_000));
        restored.readUsual(in);
        for (int domain = DomainTable.FIRST; domain < table.end(); domain++) {
            restored.readSums(restored.insert(table.high(domain), table.low(domain)), in);
        }
        return restored;
    }

    private static void addAll(
            List<Datagram> datagrams, DomainTable table, Map<Long, DomainMoments> expected) {
        for (Datagram datagram : datagrams) {
            Map<Long, Part> sums = new LinkedHashMap<>();
            datagram.parts().forEach(part -> sums.merge(part.key(), part, DomainTableTest::sum));
            sums.forEach(
                    (key, sum) -> {
                        addTo(table, sum, datagram);
                        addTo(expected, key, sum, datagram);
                    });
        }
    }

    private static void addTo(DomainTable table, Part sum, Datagram datagram) {
        int found = table.find(sum.key(), ~sum.key());
        int domain = found == DomainTable.BEYOND ? table.insert(sum.key(), ~sum.key()) : found;
        boolean usual = table.isUsual(datagram.records(), datagram.rate());
        table.windows()
                .add(
                        domain,
                        sum.packets() % 3,
                        sum.flows(),
                        sum.packets(),
                        sum.octets(),
                        sum.flows(),
                        sum.packets(),
                        sum.octets());
        if (!usual) {
            table.addUnusual(
                    domain,
                    sum.flows(),
                    sum.packets(),
                    sum.octets(),
                    datagram.records(),
                    datagram.rate());
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
                    assertThat(domain).as("key %d", key).isNotEqualTo(DomainTable.BEYOND);
                    table.read(domain, actual);
                    assertThat(actual.received).isEqualTo(moments.received);
                    for (int i = 0; i < DomainMoments.COUNT; i++) {
                        double moment = moments.moments[i];
                        assertThat(actual.moments[i])
                                .as("moment %d", i)
                                .isCloseTo(moment, offset(1e-12 * Math.abs(moment)));
                    }
                    assertThat(table.octets(domain)).isEqualTo(moments.octets());
                });
    }
}
