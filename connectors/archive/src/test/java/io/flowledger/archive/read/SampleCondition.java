package io.flowledger.archive.read;

import io.flowledger.archive.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random condition on a column, twice: as the reader takes it, and as plain comparisons with the
 * ends of its ranges.
 *
 * @param ranges pairs of which a value is within one
 * @param not whether it is to be within none instead
 */
record SampleCondition(SampleColumn column, List<Object[]> ranges, boolean not, boolean nulls) {

    static SampleCondition random(SampleColumn column, List<List<Object>> rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Object[]> ranges = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Object a = end(column, rows, random);
            Object b = random.nextInt(3) == 0 ? end(column, rows, random) : a;
            ranges.add(compare(a, b) <= 0 ? new Object[] {a, b} : new Object[] {b, a});
        }
        return new SampleCondition(column, ranges, random.nextInt(4) == 0, random.nextInt(3) == 0);
    }

    private static Object end(
            SampleColumn column, List<List<Object>> rows, SplittableRandom random) {
        Object value =
                rows.isEmpty() ? null : rows.get(random.nextInt(rows.size())).get(column.ordinal());
        if (value == null) {
            return column.type() == ColumnType.STRING ? "b" : (Object) 7L;
        }
        return value instanceof Long number && random.nextInt(3) == 0
                ? (Object) (number + random.nextInt(-2, 3))
                : value;
    }

    boolean holds(Object value) {
        if (value == null) {
            return nulls;
        }
        boolean within =
                ranges.stream()
                        .anyMatch(r -> compare(r[0], value) <= 0 && compare(value, r[1]) <= 0);
        return within != not;
    }

    private static int compare(Object a, Object b) {
        return a instanceof Long number
                ? number.compareTo((Long) b)
                : Arrays.compareUnsigned(utf8(a), utf8(b));
    }

    private static byte[] utf8(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }

    RowFilter addTo(RowFilter filter) {
        return column.type() == ColumnType.STRING
                ? filter.withTexts(column, new Condition<>(texts(), nulls))
                : filter.withNumbers(column, new Condition<>(numbers(), nulls));
    }

    private ValueRanges<Long> numbers() {
        ValueRanges<Long> all = ValueRanges.none();
        for (Object[] range : ranges) {
            all = all.union(ValueRanges.between((Long) range[0], (Long) range[1]));
        }
        return not ? all.complement() : all;
    }

    private ValueRanges<TextPlace> texts() {
        ValueRanges<TextPlace> all = ValueRanges.none();
        for (Object[] range : ranges) {
            all =
                    all.union(
                            ValueRanges.from(TextPlace.before(utf8(range[0])))
                                    .intersection(
                                            ValueRanges.from(TextPlace.after(utf8(range[1])))
                                                    .complement()));
        }
        return not ? all.complement() : all;
    }
}
