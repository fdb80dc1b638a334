package io.flowledger.cli;

import io.flowledger.ledger.billing.Amount;
import io.flowledger.ledger.billing.BillEntry;
import io.flowledger.ledger.billing.BillKey;
import io.flowledger.ledger.billing.BillTerms;
import io.flowledger.ledger.billing.Rates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A line of a bill as what scripts and billing systems get: always the same names in the same order
 * for the same kind of bill. Fractions have three decimals, unknown is null.
 */
final class BillValues {

    private static final int DECIMALS = 3;
    private static final List<String> ADDRESSES = List.of("src_addr", "dst_addr");

    private final BillTerms terms;
    private final YearMonth month;

    BillValues(BillTerms terms, YearMonth month) {
        this.terms = terms;
        this.month = month;
    }

    Map<String, Object> of(BillEntry entry) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bill", terms.name());
        values.put("month", month.toString());
        values.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        BillKey key = BillKey.parse(entry.key());
        for (int i = 0; i < terms.keys().size(); i++) {
            values.put(terms.keys().get(i), value(terms.keys().get(i), key.values().get(i)));
        }
        values.put("name", entry.name());
        values.put("other", key.other() ? 1 : 0);
        values.put("percentile", terms.percentile().percent());
        values.put("billed_direction", entry.direction());
        put("billed", entry.billed(), values);
        put("in", entry.in(), values);
        put("out", entry.out(), values);
        values.put("intervals", entry.intervals());
        values.put("missing_intervals", entry.missing());
        values.put("imputed_intervals", entry.imputed());
        values.put("entered_at", time(entry.enteredMillis()));
        values.put("reason", entry.reason());
        values.put("missing", entry.missingTimes());
        return values;
    }

    private static void put(String what, Amount amount, Map<String, Object> values) {
        Rates rates = amount == null ? null : amount.rates();
        values.put(what + "_observed_octets", amount == null ? null : amount.observedOctets());
        values.put(what + "_octets", amount == null ? null : number(amount.octets()));
        values.put(
                what + "_observed_bits_per_second",
                rates == null ? null : number(rates.observed()));
        values.put(what + "_bits_per_second", rates == null ? null : number(rates.estimated()));
        values.put(what + "_lower_bits_per_second", rates == null ? null : number(rates.lower()));
        values.put(what + "_upper_bits_per_second", rates == null ? null : number(rates.upper()));
    }

    private static Object value(String column, String text) {
        if (text == null || !ADDRESSES.contains(column)) {
            return text;
        }
        long address = Long.parseLong(text);
        return (address >> 24)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255);
    }

    static BigDecimal number(Double value) {
        if (value == null) {
            return null;
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }

    static String time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }
}
