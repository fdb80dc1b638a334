package io.flowledger.archive.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.read.RowBatch;
import io.flowledger.archive.read.SampleBatch;
import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.TableColumn;
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
                    LossColumn.AT_MOST);
    private static final int MOST = 20_000;

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

        void add(Long[] row) {
            rows++;
            engines += row[0];
            last = Math.max(last, row[2]);
            if (row[3] != null) {
                values.add(row[3]);
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

    @Property(tries = 60)
    void everyKeyIsToldWhatItsRowsAre(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5_000) int different,
            @ForAll @IntRange(min = 0, max = 3) int gap,
            @ForAll @IntRange(min = 1, max = 6) int batches,
            @ForAll @IntRange(min = 0, max = 3) int keyCount) {
        int[] keys = Arrays.copyOf(new int[] {1, 0, 2}, keyCount);
        GroupTable table = new GroupTable(COLUMNS, keys, MEASURES, MOST);
        Map<List<Long>, Expected> expected = new HashMap<>();
        Random random = new Random(seed);
        for (int i = 0; i < batches; i++) {
            List<Long[]> rows = rows(random, different, RowBatch.CAPACITY / (gap + 1));
            table.add(SampleBatch.of(COLUMNS, rows, gap));
            for (Long[] row : rows) {
                expected.computeIfAbsent(key(row, keys), k -> new Expected()).add(row);
            }
        }
        assertThat(told(table, keyCount)).isEqualTo(told(expected));
        assertThat(table.size()).isEqualTo(expected.size());
    }

    @Property(tries = 20)
    void rowsThatAreNotPutTogetherAreToldOneByOne(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int gap) {
        int[] keys = {1, 2};
        GroupTable table = new GroupTable(COLUMNS, keys, MEASURES, MOST);
        List<Long[]> rows = rows(new Random(seed), 10, RowBatch.CAPACITY / (gap + 1));
        table.append(SampleBatch.of(COLUMNS, rows, gap));
        assertThat(table.size()).isEqualTo(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Expected one = new Expected();
            one.add(rows.get(i));
            assertThat(fields(table, i, 0, keys.length)).isEqualTo(key(rows.get(i), keys));
            assertThat(fields(table, i, keys.length, MEASURES.size())).isEqualTo(one.told());
        }
    }

    @Property(tries = 20)
    void aTableThatWasClearedKnowsNothingOfWhatWasInIt(@ForAll long seed) {
        int[] keys = {0, 1};
        GroupTable used = new GroupTable(COLUMNS, keys, MEASURES, MOST);
        Random random = new Random(seed);
        used.add(SampleBatch.of(COLUMNS, rows(random, 500, RowBatch.CAPACITY), 0));
        used.clear();
        RowBatch batch = SampleBatch.of(COLUMNS, rows(random, 50, 700), 0);
        used.add(batch);
        GroupTable fresh = new GroupTable(COLUMNS, keys, MEASURES, MOST);
        fresh.add(batch);
        assertThat(told(used, keys.length)).isEqualTo(told(fresh, keys.length));
        assertThat(used.rows()).isEqualTo(700);
    }

    private static List<Long[]> rows(Random random, int different, int count) {
        List<Long[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(
                    new Long[] {
                        (long) random.nextInt(different) - different / 2,
                        random.nextInt(3) == 0 ? null : (long) random.nextInt(different) << 40,
                        random.nextLong() >> 20,
                        random.nextBoolean() ? null : random.nextLong() >> 12
                    });
        }
        return rows;
    }

    private static List<Long> key(Long[] row, int[] keys) {
        return Arrays.stream(keys)
                .mapToObj(k -> row[k])
                .collect(ArrayList::new, List::add, List::addAll);
    }

    private static Map<List<Long>, List<Long>> told(Map<List<Long>, Expected> expected) {
        Map<List<Long>, List<Long>> told = new HashMap<>();
        expected.forEach((key, rows) -> told.put(key, rows.told()));
        return told;
    }

    private static Map<List<Long>, List<Long>> told(GroupTable table, int keys) {
        Map<List<Long>, List<Long>> told = new HashMap<>();
        for (int i = 0; i < table.size(); i++) {
            List<Long> before =
                    told.put(fields(table, i, 0, keys), fields(table, i, keys, MEASURES.size()));
            assertThat(before).as("a key that is there twice").isNull();
        }
        return told;
    }

    private static List<Long> fields(GroupTable table, int group, int from, int count) {
        List<Long> fields = new ArrayList<>();
        for (int field = from; field < from + count; field++) {
            fields.add(table.isNull(group, field) ? null : (Long) table.value(group, field));
        }
        return fields;
    }
}
