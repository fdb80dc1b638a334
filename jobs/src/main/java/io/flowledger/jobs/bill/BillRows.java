package io.flowledger.jobs.bill;

import io.flowledger.archive.read.StoredRow;
import io.flowledger.archive.schema.BillColumn;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.write.RowTarget;
import io.flowledger.ledger.billing.Amount;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillKey;
import io.flowledger.ledger.billing.BillPeriod;
import io.flowledger.ledger.billing.BillRule;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.Billed;
import io.flowledger.ledger.billing.NearestRank;
import io.flowledger.ledger.billing.Rates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of bills as rows of {@code bills}, and back; unknown is NULL. */
final class BillRows {

    private static final BillColumn[] COLUMNS = BillColumn.values();

    private BillRows() {}

    static void encode(BillTerms terms, BillPeriod period, BillEntry entry, RowTarget row) {
        row.set(BillColumn.KIND, lower(entry.kind()));
        row.set(BillColumn.PERIOD_START, period.fromMillis());
        row.set(BillColumn.PERIOD_END, period.toMillis());
        row.set(BillColumn.COUNTED_TO, period.countedToMillis());
        row.set(BillColumn.VIEW, terms.view());
        row.set(BillColumn.SUBJECT, lower(terms.of()));
        row.set(BillColumn.KEY_COLUMNS, String.join(",", terms.keys()));
        row.set(BillColumn.PERCENTILE, terms.percentile().percent().doubleValue());
        row.set(BillColumn.INTERVAL_SECONDS, terms.interval().toSeconds());
        row.set(BillColumn.TIME_ZONE, terms.zone().getId());
        row.set(BillColumn.RULE, lower(terms.rule()));
        encodeKey(terms, entry, row);
        row.set(BillColumn.INTERVALS, entry.intervals());
        row.set(BillColumn.MISSING_INTERVALS, entry.missing());
        row.set(BillColumn.MISSING, entry.missingTimes());
        row.set(BillColumn.IMPUTED_INTERVALS, entry.imputed());
        encode(entry.in(), BillColumn.IN_OBSERVED_OCTETS, row);
        encode(entry.out(), BillColumn.OUT_OBSERVED_OCTETS, row);
        row.set(BillColumn.BILLED_DIRECTION, entry.direction());
        encode(entry.billed(), BillColumn.BILLED_OBSERVED_OCTETS, row);
        if (entry.lastReceivedMillis() != null) {
            row.set(BillColumn.LAST_RECEIVED, entry.lastReceivedMillis());
        }
        if (entry.enteredMillis() != null) {
            row.set(BillColumn.ENTERED_AT, entry.enteredMillis());
        }
        row.set(BillColumn.REASON, entry.reason());
    }

    private static void encodeKey(BillTerms terms, BillEntry entry, RowTarget row) {
        BillKey key = BillKey.parse(entry.key());
        for (int i = 0; i < terms.keys().size(); i++) {
            String value = key.values().get(i);
            BillColumn column = column(terms.keys().get(i));
            if (value != null && column.type() == ColumnType.STRING) {
                row.set(column, value);
            } else if (value != null) {
                row.set(column, Long.parseLong(value));
            }
        }
        row.set(BillColumn.INTERFACE_NAME, entry.name());
        row.set(BillColumn.OTHER, key.other() ? 1 : 0);
    }

    /** An amount is six columns next to each other. */
    private static void encode(Amount amount, BillColumn first, RowTarget row) {
        if (amount == null) {
            return;
        }
        int at = first.ordinal();
        Rates rates = amount.rates();
        row.set(COLUMNS[at], amount.observedOctets());
        row.set(COLUMNS[at + 1], amount.octets());
        if (rates.observed() != null) {
            row.set(COLUMNS[at + 2], rates.observed());
        }
        row.set(COLUMNS[at + 3], rates.estimated());
        row.set(COLUMNS[at + 4], rates.lower());
        if (rates.upper() != null) {
            row.set(COLUMNS[at + 5], rates.upper());
        }
    }

    static BillTerms terms(String name, StoredRow row) {
        return new BillTerms(
                name,
                row.text(BillColumn.VIEW),
                Billed.valueOf(upper(row.text(BillColumn.SUBJECT))),
                List.of(row.text(BillColumn.KEY_COLUMNS).split(",")),
                !row.isNull(BillColumn.IN_OCTETS) || row.isNull(BillColumn.OUT_OCTETS),
                !row.isNull(BillColumn.OUT_OCTETS),
                BillRule.valueOf(upper(row.text(BillColumn.RULE))),
                new NearestRank(BigDecimal.valueOf(row.fraction(BillColumn.PERCENTILE))),
                Duration.ofSeconds(row.number(BillColumn.INTERVAL_SECONDS)),
                ZoneId.of(row.text(BillColumn.TIME_ZONE)));
    }

    static BillEntry entry(BillTerms terms, StoredRow row) {
        return new BillEntry(
                BillEntry.Kind.valueOf(upper(row.text(BillColumn.KIND))),
                key(terms, row),
                row.text(BillColumn.INTERFACE_NAME),
                (int) row.number(BillColumn.INTERVALS),
                (int) row.number(BillColumn.MISSING_INTERVALS),
                row.text(BillColumn.MISSING),
                (int) row.number(BillColumn.IMPUTED_INTERVALS),
                amount(BillColumn.IN_OBSERVED_OCTETS, row),
                amount(BillColumn.OUT_OBSERVED_OCTETS, row),
                row.text(BillColumn.BILLED_DIRECTION),
                amount(BillColumn.BILLED_OBSERVED_OCTETS, row),
                numberOrNull(BillColumn.LAST_RECEIVED, row),
                numberOrNull(BillColumn.ENTERED_AT, row),
                row.text(BillColumn.REASON));
    }

    private static String key(BillTerms terms, StoredRow row) {
        List<String> values = new ArrayList<>();
        for (String key : terms.keys()) {
            BillColumn column = column(key);
            if (column.type() == ColumnType.STRING) {
                values.add(row.text(column));
            } else {
                values.add(row.isNull(column) ? null : Long.toString(row.number(column)));
            }
        }
        return new BillKey(row.number(BillColumn.OTHER) == 1, values).text();
    }

    private static Amount amount(BillColumn first, StoredRow row) {
        if (row.isNull(first)) {
            return null;
        }
        int at = first.ordinal();
        return new Amount(
                row.number(COLUMNS[at]),
                row.fraction(COLUMNS[at + 1]),
                new Rates(
                        fractionOrNull(COLUMNS[at + 2], row),
                        row.fraction(COLUMNS[at + 3]),
                        row.fraction(COLUMNS[at + 4]),
                        fractionOrNull(COLUMNS[at + 5], row)));
    }

    private static Double fractionOrNull(BillColumn column, StoredRow row) {
        return row.isNull(column) ? null : (Double) row.fraction(column);
    }

    private static Long numberOrNull(BillColumn column, StoredRow row) {
        return row.isNull(column) ? null : (Long) row.number(column);
    }

    private static BillColumn column(String key) {
        return BillColumn.valueOf(upper(key));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
