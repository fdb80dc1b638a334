package io.flowledger.ledger.enrich;

import io.flowledger.netflow.wire.Ipv4Prefix;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Rows of the file of prefixes, in the order of the file. */
final class PrefixRows {

    /**
     * A key has 26 bits for the number of a row; a file of {@link FileText#MOST_BYTES} has less.
     */
    private static final int ROW_BITS = 26;

    private static final int LENGTH_BITS = 6;
    private static final String PREFIX = "prefix";
    private static final List<String> ATTRIBUTES =
            List.of("site", "data_centre", "customer", "zone");
    private static final List<String> COLUMNS =
            List.of(PREFIX, "site", "data_centre", "customer", "zone");

    private final Names names;
    private int[] networks = new int[1_024];
    private byte[] lengths = new byte[1_024];
    private int[] lines = new int[1_024];
    private final int[][] attributes = new int[PrefixTable.ATTRIBUTES][1_024];
    private int count;

    PrefixRows(Names names) {
        this.names = names;
    }

    void read(FileText file, Problems problems) {
        new CsvTable(file, problems).read(COLUMNS, Set.of(PREFIX), this::add);
    }

    /** The table of these rows; a prefix that is there twice is a problem. */
    PrefixTable table(FileText file, Problems problems) {
        long[] order = order();
        FlatRanges flat = new FlatRanges(0xFFFF_FFFFL);
        PrefixTable.Columns columns = new PrefixTable.Columns(count);
        for (int row = 0; row < count; row++) {
            int at = rowOf(order[row]);
            Ipv4Prefix prefix = new Ipv4Prefix(networks[at], lengths[at]);
            if (row > 0 && order[row] >> ROW_BITS == order[row - 1] >> ROW_BITS) {
                problems.addLine(
                        file.location(),
                        lines[at],
                        prefix
                                + " is on line "
                                + lines[rowOf(order[row - 1])]
                                + " already; keep one of them");
                continue;
            }
            int around = flat.add(prefix.first(), prefix.last(), row);
            columns.set(row, prefix, attributesOf(at), around);
        }
        flat.finish();
        return new PrefixTable(columns, flat);
    }

    private void add(CsvRow row) {
        String text = row.required(PREFIX);
        if (Ipv4Prefix.isIpv6(text)) {
            return;
        }
        Ipv4Prefix prefix = Ipv4Prefix.parse(text);
        if (count == networks.length) {
            grow(2 * count);
        }
        networks[count] = prefix.network();
        lengths[count] = (byte) prefix.length();
        lines[count] = row.line();
        for (int i = 0; i < attributes.length; i++) {
            attributes[i][count] = names.id(row.text(ATTRIBUTES.get(i)));
        }
        count++;
    }

    private void grow(int capacity) {
        networks = Arrays.copyOf(networks, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        lines = Arrays.copyOf(lines, capacity);
        for (int i = 0; i < attributes.length; i++) {
            attributes[i] = Arrays.copyOf(attributes[i], capacity);
        }
    }

    /** By address, the wider prefix first, then by line: network, length and row in one key. */
    private long[] order() {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            long network = networks[i] ^ Integer.MIN_VALUE;
            keys[i] = (network << LENGTH_BITS | lengths[i]) << ROW_BITS | i;
        }
        Arrays.sort(keys);
        return keys;
    }

    private static int rowOf(long key) {
        return (int) (key & (1 << ROW_BITS) - 1);
    }

    private int[] attributesOf(int at) {
        int[] values = new int[attributes.length];
        Arrays.setAll(values, i -> attributes[i][at]);
        return values;
    }
}
