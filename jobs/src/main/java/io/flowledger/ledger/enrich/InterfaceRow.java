package io.flowledger.ledger.enrich;

import io.flowledger.netflow.wire.ExporterAddress;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An interface of an exporter, as the file has it; texts are ids in {@link Names}. */
record InterfaceRow(
        long addressHigh,
        long addressLow,
        int ifIndex,
        int name,
        int link,
        long speedBitsPerSecond,
        Direction direction,
        int site) {

    private static final List<String> COLUMNS =
            List.of("exporter", "if_index", "name", "link", "speed", "direction", "site");
    private static final Pattern SPEED =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([kKmMgGtT]?)");
    private static final Map<String, Integer> POWERS_OF_TEN =
            Map.of("", 0, "K", 3, "M", 6, "G", 9, "T", 12);

    static InterfaceTable table(FileText file, Names names, Problems problems) {
        List<InterfaceRow> rows = new ArrayList<>();
        Map<List<Long>, Integer> lines = new HashMap<>();
        new CsvTable(file, problems)
                .read(
                        COLUMNS,
                        Set.of("exporter", "if_index"),
                        row -> {
                            InterfaceRow read = of(row, names);
                            read.requireNew(row, lines);
                            rows.add(read);
                        });
        return new InterfaceTable(rows.toArray(InterfaceRow[]::new));
    }

    boolean is(long high, long low, int index) {
        return index == ifIndex && low == addressLow && high == addressHigh;
    }

    private static InterfaceRow of(CsvRow row, Names names) {
        InetAddress exporter = exporter(row.required("exporter"));
        return new InterfaceRow(
                ExporterAddress.high(exporter),
                ExporterAddress.low(exporter),
                row.number("if_index", Integer.MAX_VALUE),
                names.id(row.text("name")),
                names.id(row.text("link")),
                speed(row.text("speed")),
                direction(row.text("direction")),
                names.id(row.text("site")));
    }

    private void requireNew(CsvRow row, Map<List<Long>, Integer> lines) {
        Integer before =
                lines.putIfAbsent(List.of(addressHigh, addressLow, (long) ifIndex), row.line());
        if (before != null) {
            throw new IllegalArgumentException(
                    "interface "
                            + ifIndex
                            + " of "
                            + ExporterAddress.text(addressHigh, addressLow)
                            + " is on line "
                            + before
                            + " already; keep one of them");
        }
    }

    private static InetAddress exporter(String text) {
        try {
            return ExporterAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "exporter "
                            + e.getMessage()
                            + "; write the one it sends from, 192.0.2.1 or 2001:db8::1");
        }
    }

    private static long speed(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        Matcher matcher = SPEED.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "speed '" + text + "' is no speed; write bits per second, or 100M, 2.5G, 10G");
        }
        int power = POWERS_OF_TEN.get(matcher.group(2).toUpperCase(Locale.ROOT));
        return new BigDecimal(matcher.group(1)).scaleByPowerOfTen(power).longValue();
    }

    private static Direction direction(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> Direction.UNKNOWN;
            case "internal" -> Direction.INTERNAL;
            case "external" -> Direction.EXTERNAL;
            default ->
                    throw new IllegalArgumentException(
                            "direction '" + text + "' is neither internal nor external, nor empty");
        };
    }
}
