package io.flowledger.jobs.bill;

import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.PostingColumn;
import io.flowledger.ledger.billing.BillKey;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.Direction;
import io.flowledger.ledger.billing.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Postings as what they add to lines of a bill, those of one file that go to the same place summed:
 * windows of an interval, the many pairs an interface is part of. In the order of the file, so that
 * the same file gives the same sums. Holds so many places at a time.
 */
final class PostedTraffic {

    private static final int MOST_PLACES = 1 << 16;

    private static final List<PostingColumn> MEASURES =
            List.of(
                    PostingColumn.WINDOW_START,
                    PostingColumn.WINDOW_SECONDS,
                    PostingColumn.RECEIVED_MINUTE,
                    PostingColumn.SESSION_EXPORTER,
                    PostingColumn.OTHER,
                    PostingColumn.IMPUTED,
                    PostingColumn.OBSERVED_OCTETS,
                    PostingColumn.OCTETS,
                    PostingColumn.OCTETS_VARIANCE,
                    PostingColumn.OCTETS_THIRD,
                    PostingColumn.OCTETS_SPREAD,
                    PostingColumn.OCTETS_EXPOSURE,
                    PostingColumn.UNESTIMATED_FLOWS);

    private final BillTerms terms;
    private final BillPeriod period;
    private final List<Part> parts;
    private final Map<Place, Sums> places = new HashMap<>();

    /** What the columns of a key are in one direction; {@code name} is null where it has none. */
    private record Part(Direction direction, List<PostingColumn> keys, PostingColumn name) {}

    private record Place(String key, int slot, Direction direction, String exporter) {}

    private static final class Sums {
        private String name;
        private long observedOctets;
        private double octets;
        private double variance;
        private double third;
        private double spread;
        private double exposure;
        private long unestimatedFlows;
        private boolean imputed = true;
        private long lastReceivedMillis = Long.MIN_VALUE;
    }

    PostedTraffic(BillTerms terms, BillPeriod period) {
        this.terms = terms;
        this.period = period;
        this.parts = parts(terms);
    }

    private static List<Part> parts(BillTerms terms) {
        List<Part> parts = new ArrayList<>();
        switch (terms.of()) {
            case INTERFACE -> {
                if (terms.hasIn()) {
                    parts.add(
                            new Part(
                                    Direction.IN,
                                    List.of(PostingColumn.EXPORTER, PostingColumn.IN_IF),
                                    PostingColumn.IN_IF_NAME));
                }
                if (terms.hasOut()) {
                    parts.add(
                            new Part(
                                    Direction.OUT,
                                    List.of(PostingColumn.EXPORTER, PostingColumn.OUT_IF),
                                    PostingColumn.OUT_IF_NAME));
                }
            }
            case CUSTOMER -> {
                if (terms.hasIn()) {
                    parts.add(new Part(Direction.IN, List.of(PostingColumn.DST_CUSTOMER), null));
                }
                if (terms.hasOut()) {
                    parts.add(new Part(Direction.OUT, List.of(PostingColumn.SRC_CUSTOMER), null));
                }
            }
            case KEY ->
                    parts.add(
                            new Part(
                                    Direction.IN,
                                    terms.keys().stream().map(PostedTraffic::column).toList(),
                                    null));
        }
        return parts;
    }

    private static PostingColumn column(String key) {
        return PostingColumn.valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** What has to be read of a row. */
    List<PostingColumn> columns() {
        Set<PostingColumn> columns = new LinkedHashSet<>(MEASURES);
        for (Part part : parts) {
            columns.addAll(part.keys());
            if (part.name() != null) {
                columns.add(part.name());
            }
        }
        return List.copyOf(columns);
    }

    /**
     * @param out takes what there is no more room for
     * @throws IllegalArgumentException if the row's window is of several intervals
     */
    void add(StoredRow row, Consumer<Traffic> out) {
        int slot = slot(row);
        if (slot < 0 || slot >= period.slots()) {
            return;
        }
        String exporter = row.text(PostingColumn.SESSION_EXPORTER);
        for (Part part : parts) {
            Place place = new Place(key(part, row), slot, part.direction(), exporter);
            Sums sums = places.get(place);
            if (sums == null) {
                if (places.size() == MOST_PLACES) {
                    flush(out);
                }
                sums = new Sums();
                places.put(place, sums);
            }
            add(row, part.name(), sums);
        }
    }

    private int slot(StoredRow row) {
        long start = row.number(PostingColumn.WINDOW_START);
        long end = start + 1_000 * row.number(PostingColumn.WINDOW_SECONDS);
        int slot = period.slotOf(start);
        if (slot >= 0 && slot < period.slots() && end > period.startMillis(slot + 1)) {
            throw new IllegalArgumentException(
                    "view "
                            + terms.view()
                            + " has windows of "
                            + row.number(PostingColumn.WINDOW_SECONDS)
                            + " s, which intervals of "
                            + period.intervalMillis() / 1_000
                            + " s cut: give a longer --interval");
        }
        return slot;
    }

    private static String key(Part part, StoredRow row) {
        String[] values = new String[part.keys().size()];
        for (int i = 0; i < values.length; i++) {
            PostingColumn key = part.keys().get(i);
            if (key.type() == ColumnType.STRING) {
                values[i] = row.text(key);
            } else if (!row.isNull(key)) {
                values[i] = Long.toString(row.number(key));
            }
        }
        return BillKey.text(row.number(PostingColumn.OTHER) == 1, values);
    }

    private static void add(StoredRow row, PostingColumn name, Sums sums) {
        String named = name == null ? null : row.text(name);
        if (named != null && (sums.name == null || named.compareTo(sums.name) > 0)) {
            sums.name = named;
        }
        sums.observedOctets =
                Math.addExact(sums.observedOctets, row.number(PostingColumn.OBSERVED_OCTETS));
        sums.octets += row.fraction(PostingColumn.OCTETS);
        sums.variance += row.fraction(PostingColumn.OCTETS_VARIANCE);
        sums.third += row.fraction(PostingColumn.OCTETS_THIRD);
        sums.spread += row.fraction(PostingColumn.OCTETS_SPREAD);
        sums.exposure += row.fraction(PostingColumn.OCTETS_EXPOSURE);
        sums.unestimatedFlows += row.number(PostingColumn.UNESTIMATED_FLOWS);
        sums.imputed &= row.number(PostingColumn.IMPUTED) == 1;
        sums.lastReceivedMillis =
                Math.max(sums.lastReceivedMillis, row.number(PostingColumn.RECEIVED_MINUTE));
    }

    /** Hands over all there is. */
    void flush(Consumer<Traffic> out) {
        places.forEach(
                (place, sums) ->
                        out.accept(
                                new Traffic(
                                        place.key(),
                                        place.slot(),
                                        place.direction(),
                                        place.exporter(),
                                        sums.name,
                                        sums.observedOctets,
                                        sums.octets,
                                        sums.variance,
                                        sums.third,
                                        sums.spread,
                                        sums.exposure,
                                        sums.unestimatedFlows,
                                        sums.imputed,
                                        sums.lastReceivedMillis)));
        places.clear();
    }
}
