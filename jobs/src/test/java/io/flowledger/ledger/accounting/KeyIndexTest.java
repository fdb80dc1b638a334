package io.flowledger.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeyIndexTest {

    /** A key of two longs. */
    record Key(long high, long low) {}

    @Property(tries = 100)
    void keysAreNumberedAsTheyComeAndFoundByThat(
            @ForAll long seed,
            @ForAll boolean narrow,
            @ForAll @IntRange(max = 3_000) int count,
            @ForAll @IntRange(min = 1, max = 32) int bits) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyIndex index = narrow ? new NarrowKeys(2) : new WideKeys(2);
        Map<Key, Integer> numbers = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Key key = key(random, narrow, bits);
            int expected = numbers.getOrDefault(key, KeyIndex.NONE);
            assertThat(index.find(key.high(), key.low())).isEqualTo(expected);
            if (expected == KeyIndex.NONE) {
                numbers.put(key, index.insert(key.high(), key.low()));
            }
        }

        assertThat(index.size()).isEqualTo(numbers.size()).isLessThan(index.room());
        int next = 1;
        for (Map.Entry<Key, Integer> each : numbers.entrySet()) {
            assertThat(each.getValue()).isEqualTo(next++);
            assertThat(index.high(each.getValue())).isEqualTo(each.getKey().high());
            assertThat(index.low(each.getValue())).isEqualTo(each.getKey().low());
        }
        List<Key> wanted = new ArrayList<>(numbers.keySet());
        assertFound(index, wanted, numbers, true);
        for (int i = 0; i < 200; i++) {
            wanted.add(key(random, narrow, 32));
        }
        assertFound(index, wanted, numbers, numbers.keySet().containsAll(wanted));
    }

    private static Key key(SplittableRandom random, boolean narrow, int bits) {
        long high = random.nextLong(1L << bits);
        return narrow
                ? new Key(high, 0)
                : new Key(high << random.nextInt(2) * 32, random.nextLong(4) << 60);
    }

    private static void assertFound(
            KeyIndex index, List<Key> wanted, Map<Key, Integer> numbers, boolean all) {
        long[] high = wanted.stream().mapToLong(Key::high).toArray();
        long[] low = wanted.stream().mapToLong(Key::low).toArray();
        int[] found = new int[wanted.size() + 1];
        Arrays.fill(found, -7);

        boolean areAll = index.find(0, wanted.size(), high, low, found);

        assertThat(areAll).isEqualTo(all);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(found[i]).isEqualTo(numbers.getOrDefault(wanted.get(i), KeyIndex.NONE));
        }
        assertThat(found[wanted.size()]).as("behind the last one").isEqualTo(-7);
    }
}
