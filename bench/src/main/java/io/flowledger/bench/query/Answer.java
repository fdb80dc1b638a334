package io.flowledger.bench.query;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Rows of whole numbers; their order does not count. */
record Answer(TreeSet<String> rows) {

    private static final List<String> PROTOCOLS = List.of("ICMP", "TCP", "UDP", "GRE", "ESP");
    private static final List<String> NUMBERS = List.of("1", "6", "17", "47", "50");

    /**
     * @param printed a line for each row, with commas; addresses and protocols as numbers or as
     *     nfdump prints them; lines of anything else are not of the answer
     */
    static Answer of(List<String> printed) {
        TreeSet<String> rows = new TreeSet<>();
        for (String line : printed) {
            String row = number(line);
            if (row != null) {
                rows.add(row);
            }
        }
        return new Answer(rows);
    }

    private static String number(String line) {
        StringBuilder row = new StringBuilder();
        for (String value : line.split(",")) {
            String number = numberOf(value.strip());
            if (number == null) {
                return null;
            }
            row.append(row.isEmpty() ? "" : ",").append(number);
        }
        return row.toString();
    }

    private static String numberOf(String value) {
        if (value.matches("\\d+")) {
            return value;
        }
        if (value.matches("\\d+(\\.\\d+){3}")) {
            long address = 0;
            for (String octet : value.split("\\.")) {
                address = address << 8 | Long.parseLong(octet);
            }
            return String.valueOf(address);
        }
        int protocol = PROTOCOLS.indexOf(value.toUpperCase(Locale.ROOT));
        return protocol < 0 ? null : NUMBERS.get(protocol);
    }
}
