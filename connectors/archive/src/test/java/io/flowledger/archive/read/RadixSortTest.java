package io.flowledger.archive.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RadixSortTest {

    @Property(tries = 200)
    void itIsTheOrderOfAStableSortByAllKeysTheLastOneFirst(
            @ForAll @Size(max = 300) @IntRange(min = -3, max = 3) int[] minor,
            @ForAll @Size(min = 300, max = 300) long[] wide) {
        int rows = minor.length;
        long[] first = Arrays.stream(minor).asLongStream().toArray();
        long[] second = Arrays.copyOf(wide, rows);
        long[] third = new long[rows];
        Arrays.setAll(third, i -> second[i] & 1);

        RadixSort sort = new RadixSort(rows);
        sort.by(first);
        sort.by(second);
        sort.by(third);

        int[] expected =
                IntStream.range(0, rows)
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingLong(i -> third[i])
                                        .thenComparingLong(i -> second[i])
                                        .thenComparingLong(i -> first[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        assertThat(sort.order()).isEqualTo(expected);
    }

    @Test
    void bothEndsOfLongAreInOrder() {
        RadixSort sort = new RadixSort(4);
        sort.by(new long[] {Long.MAX_VALUE, -1, Long.MIN_VALUE, 0});
        assertThat(sort.order()).containsExactly(2, 1, 3, 0);
    }
}
