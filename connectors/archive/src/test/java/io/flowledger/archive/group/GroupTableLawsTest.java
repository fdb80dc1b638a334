package io.flowledger.archive.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.SampleBatch;
import io.flowledger.archive.schema.ColumnType;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GroupTableLawsTest {

    private static final List<TableColumn> COLUMNS =
            List.of(
                    LossColumn.ENGINE_ID,
                    LossColumn.LOST_FLOWS,
                    LossColumn.DETECTED_AT,
                    LossColumn.AT_MOST,
                    LossColumn.CAUSE,
                    LossColumn.EXPORTER);

    /** Room for a few thousand groups beside a batch. */
    private static final int MOST = RowBatch.CAPACITY + 3_000;

    private static final int AT_ONCE = 700;

    /** Places of keys among the columns; a test takes the first ones. */
    private static final int[] KEYS = {5, 1, 0, 4, 2};

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure(Measure.Kind.ROWS, Measure.NO_COLUMN),
                    new Measure(Measure.Kind.VALUES, 3),
                    new Measure(Measure.Kind.SUM, 3),
                    new Measure(Measure.Kind.SUM_OR_ZERO, 3),
                    new Measure(Measure.Kind.LEAST, 3),
                    new Measure(Measure.Kind.MOST, 3),
                    new Measure(Measure.Kind.SUM, 0),
                    new Measure(Measure.Kind.MOST, 2));

    /** What a row of a key is put together to, said once more in the plainest way. */
    private static final class Expected {
        private long rows;
        private long engines;
        private long last = Long.MIN_VALUE;
        private final List<Long> values = new ArrayList<>();

        void add(Object[] row) {
            rows++;
            engines += (Long) row[0];
            last = Math.max(last, (Long) row[2]);
            if (row[3] != null) {
                values.add((Long) row[3]);
            }
        }

        List<Long> told() {
            long sum = values.stream().mapToLong(v -> v).sum();
            boolean none = values.isEmpty();
            return Arrays.asList(
                    rows,
                    (long) values.size(),
                    none ? null : sum,
                    sum,
                    values.stream().min(Long::compare).orElse(null),
                    values.stream().max(Long::compare).orElse(null),
                    engines,
                    last);
        }
    }

    /** Put together again from all that a table gives, whenever it gives it. */
    private static final class Told {
        private final int keys;
        private final Map<List<Object>, List<Object>> byKey = new HashMap<>();
        private long groups;

        Told(int keys) {
            this.keys = keys;
        }

        void add(Groups some) {
            assertThat(some.size()).isBetween(1, AT_ONCE);
            groups += some.size();
            for (int i = 0; i < some.size(); i++) {
                byKey.merge(key(some, i), measures(some, i), Told::together);
            }
        }

        private List<Object> key(Groups some, int group) {
            List<Object> key = new ArrayList<>();
            for (int field = 0; field < keys; field++) {
                boolean text = COLUMNS.get(KEYS[field]).type() == ColumnType.STRING;
                key.add(
                        some.isNull(group, field)
                                ? null
                                : text
                                        ? new String(
                                                some.text(group, field), StandardCharsets.UTF_8)
                                        : (Object) some.value(group, field));
            }
            return key;
        }

        private List<Object> measures(Groups some, int group) {
            List<Object> values = new ArrayList<>();
            for (int field = keys; field < keys + MEASURES.size(); field++) {
                values.add(some.isNull(group, field) ? null : (Object) some.value(group, field));
            }
            return values;
        }

        private static List<Object> together(List<Object> one, List<Object> other) {
            List<Object> both = new ArrayList<>();
            for (int i = 0; i < one.size(); i++) {
                Long a = (Long) one.get(i);
                Long b = (Long) other.get(i);
                both.add(
                        a == null || b == null
                                ? (a == null ? b : a)
                                : switch (MEASURES.get(i).kind()) {
                                    case LEAST -> (Object) Math.min(a, b);
                                    case MOST -> Math.max(a, b);
                                    default -> a + b;
                                });
            }
            return both;
        }
    }

    @Property(tries = 80)
    void everyKeyIsToldWhatItsRowsAre(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5_000) int different,
            @ForAll @IntRange(min = 0, max = 3) int gap,
            @ForAll @IntRange(min = 1, max = 10) int batches,
            @ForAll @IntRange(min = 0, max = 5) int keyCount) {
        int[] keys = Arrays.copyOf(KEYS, keyCount);
        GroupLayout layout = new GroupLayout(COLUMNS, keys, MEASURES);
        GroupTable table = new GroupTable(layout, MOST);
        Groups some = new Groups(layout, AT_ONCE);
        Told told = new Told(keyCount);
        Map<List<Object>, Expected> expected = new HashMap<>();
        Random random = new Random(seed);
        for (int i = 0; i < batches; i++) {
            List<Object[]> rows = rows(random, different, RowBatch.CAPACITY / (gap + 1));
            table.add(SampleBatch.of(COLUMNS, rows, gap));
            for (Object[] row : rows) {
                expected.computeIfAbsent(key(row, keys), k -> new Expected()).add(row);
            }
            while (table.give(some)) {
                told.add(some);
            }
            assertThat(table.isFull()).isFalse();
        }
        boolean allFit = told.groups == 0;
        while (table.giveAll(some)) {
            told.add(some);
        }
        assertThat(told.byKey).isEqualTo(told(expected));
        if (allFit) {
            assertThat(told.groups).as("no key is there twice").isEqualTo(expected.size());
        }
        assertThat(table.giveAll(some)).as("more, when all were given").isFalse();
    }

    @Property(tries = 20)
    void aFullTableKeepsKeysThatCameAgain(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int hosts) {
        int[] keys = {2};
        GroupLayout layout = new GroupLayout(COLUMNS, keys, MEASURES);
        GroupTable table = new GroupTable(layout, MOST);
        Groups some = new Groups(layout, AT_ONCE);
        Random random = new Random(seed);
        long alone = 0;
        for (int i = 0; i < 20; i++) {
            List<Object[]> rows = rows(random, 10, RowBatch.CAPACITY);
            for (int row = 0; row < rows.size(); row += 2) {
                rows.get(row)[2] = (long) row / 2 % hosts;
            }
            table.add(SampleBatch.of(COLUMNS, rows, 0));
            while (table.give(some)) {
                for (int group = 0; group < some.size(); group++) {
                    long host = some.value(group, 0);
                    assertThat(host < 0 || host >= hosts).as("a rare one, not " + host).isTrue();
                    alone++;
                }
            }
        }
        long left = 0;
        while (table.giveAll(some)) {
            left += some.size();
        }
        assertThat(alone).isPositive();
        assertThat(alone + left).isEqualTo(20L * RowBatch.CAPACITY / 2 + hosts);
    }

    private static List<Object[]> rows(Random random, int different, int count) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int text = random.nextInt(different);
            rows.add(
                    new Object[] {
                        (long) random.nextInt(different) - different / 2,
                        random.nextInt(3) == 0 ? null : (long) random.nextInt(different) << 40,
                        random.nextLong() >> 20,
                        random.nextBoolean() ? null : random.nextLong() >> 12,
                        random.nextInt(3) == 0 ? null : "ü" + text % 7,
                        text % 5 == 0 ? "" : "10.0.0." + text
                    });
        }
        return rows;
    }

    private static List<Object> key(Object[] row, int[] keys) {
        return Arrays.stream(keys)
                .mapToObj(k -> row[k])
                .collect(ArrayList::new, List::add, List::addAll);
    }

    private static Map<List<Object>, List<Object>> told(Map<List<Object>, Expected> expected) {
        Map<List<Object>, List<Object>> told = new HashMap<>();
        expected.forEach((key, rows) -> told.put(key, new ArrayList<>(rows.told())));
        return told;
    }
}
