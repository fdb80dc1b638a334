package io.flowledger.ledger.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.netflow.wire.Ipv4Prefix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Longest prefix match and inheritance, against a search that tries every prefix. */
class PrefixTableLawsTest {

    /** A row of the file; what is empty is 0, what is not is a number that the name holds. */
    private record Row(Ipv4Prefix prefix, int site, int zone) {

        boolean covers(int address) {
            return (address & Ipv4Prefix.mask(prefix.length())) == prefix.network();
        }

        String line() {
            return prefix + "," + name(site) + "," + name(zone) + "\n";
        }
    }

    @Property(tries = 300)
    void findsWhatANaiveSearchFinds(
            @ForAll long seed,
            @ForAll @IntRange(max = 120) int count,
            @ForAll @IntRange(max = 32) int sharedBits)
            throws EnrichmentException {
        SplittableRandom random = new SplittableRandom(seed);
        int shared = random.nextInt();
        List<Row> rows = rows(random, count, shared, sharedBits);
        StringBuilder file = new StringBuilder("prefix,site,zone\n");
        rows.forEach(row -> file.append(row.line()));
        Names names = new Names();
        PrefixTable table = table(file.toString(), names);

        assertThat(table.size()).isEqualTo(rows.size());
        for (int address : addresses(random, rows, shared, sharedBits)) {
            Row longest = longest(rows, address, 33);
            int found = table.find(address);
            if (longest == null) {
                assertThat(found).as("row of %x", address).isEqualTo(-1);
                continue;
            }
            assertThat(table.network(found)).isEqualTo(longest.prefix.network());
            assertThat(table.length(found)).isEqualTo(longest.prefix.length());
            assertThat(names.name(table.site(found))).isEqualTo(orNull(name(site(rows, address))));
            assertThat(names.name(table.zone(found))).isEqualTo(orNull(name(zone(rows, address))));
        }
    }

    private static PrefixTable table(String text, Names names) throws EnrichmentException {
        FileText file = new FileText("prefixes.csv", text.getBytes(StandardCharsets.UTF_8));
        Problems problems = new Problems();
        PrefixRows rows = new PrefixRows(names);
        rows.read(file, problems);
        PrefixTable table = rows.table(file, problems);
        problems.refuseIfAny();
        return table;
    }

    /** Nested and side by side: networks of one larger network, some of them of earlier ones. */
    private static List<Row> rows(SplittableRandom random, int count, int shared, int sharedBits) {
        Set<Ipv4Prefix> prefixes = new LinkedHashSet<>();
        List<Ipv4Prefix> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int base = within(random, shared, sharedBits);
            int length = random.nextInt(33);
            if (!made.isEmpty() && random.nextInt(3) == 0) {
                Ipv4Prefix outer = made.get(random.nextInt(made.size()));
                base = within(random, outer.network(), outer.length());
                length = outer.length() + random.nextInt(33 - outer.length());
            }
            Ipv4Prefix prefix = new Ipv4Prefix(base & Ipv4Prefix.mask(length), length);
            prefixes.add(prefix);
            made.add(prefix);
        }
        List<Row> rows = new ArrayList<>();
        for (Ipv4Prefix prefix : prefixes) {
            rows.add(new Row(prefix, random.nextInt(4), random.nextInt(4)));
        }
        return rows;
    }

    /** Edges of the prefixes, and any. */
    private static List<Integer> addresses(
            SplittableRandom random, List<Row> rows, int shared, int sharedBits) {
        List<Integer> addresses = new ArrayList<>(List.of(0, -1));
        for (Row row : rows) {
            int first = (int) row.prefix.first();
            int last = (int) row.prefix.last();
            addresses.addAll(List.of(first, last, first - 1, last + 1));
        }
        for (int i = 0; i < 50; i++) {
            addresses.add(within(random, shared, sharedBits));
            addresses.add(random.nextInt());
        }
        return addresses;
    }

    private static int within(SplittableRandom random, int network, int length) {
        int mask = Ipv4Prefix.mask(length);
        return network & mask | random.nextInt() & ~mask;
    }

    private static Row longest(List<Row> rows, int address, int shorterThan) {
        Row longest = null;
        for (Row row : rows) {
            if (row.covers(address)
                    && row.prefix.length() < shorterThan
                    && (longest == null || row.prefix.length() > longest.prefix.length())) {
                longest = row;
            }
        }
        return longest;
    }

    private static int site(List<Row> rows, int address) {
        Row row = longest(rows, address, 33);
        while (row != null && row.site == 0) {
            row = longest(rows, address, row.prefix.length());
        }
        return row == null ? 0 : row.site;
    }

    private static int zone(List<Row> rows, int address) {
        Row row = longest(rows, address, 33);
        while (row != null && row.zone == 0) {
            row = longest(rows, address, row.prefix.length());
        }
        return row == null ? 0 : row.zone;
    }

    private static String name(int number) {
        return number == 0 ? "" : "name " + number;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
