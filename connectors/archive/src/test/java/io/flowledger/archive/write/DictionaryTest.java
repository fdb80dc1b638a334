package io.flowledger.archive.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DictionaryTest {

    @Property(tries = 100)
    void equalNumbersGetOneCodeInOrderOfAppearance(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5_000) int count,
            @ForAll @IntRange(min = 1, max = 64) int bits) {
        Random random = new Random(seed);
        IntDictionary ints = new IntDictionary(4);
        LongDictionary longs = new LongDictionary(8);
        Map<Integer, Integer> intCodes = new HashMap<>();
        Map<Long, Integer> longCodes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            long value = random.nextLong() >> 64 - bits;
            int intValue = (int) value;
            intCodes.putIfAbsent(intValue, intCodes.size());
            longCodes.putIfAbsent(value, longCodes.size());
            assertThat(ints.codeOf(intValue)).isEqualTo(intCodes.get(intValue));
            assertThat(longs.codeOf(value)).isEqualTo(longCodes.get(value));
        }
        assertThat(ints.size()).isEqualTo(intCodes.size());
        assertThat(longs.size()).isEqualTo(longCodes.size());
    }

    @Property(tries = 50)
    void aClearedDictionaryStartsAgain(@ForAll int first, @ForAll int second) {
        IntDictionary ints = new IntDictionary(8);
        ints.codeOf(first);
        ints.clear();
        assertThat(ints.codeOf(second)).isZero();
        assertThat(ints.size()).isEqualTo(1);
    }
}
