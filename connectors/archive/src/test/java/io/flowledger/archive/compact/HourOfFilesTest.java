package io.flowledger.archive.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowledger.archive.compact.HourOfFiles.Range;
import io.flowledger.archive.compact.HourOfFiles.StoredFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HourOfFilesTest {

    private static final long MIB = 1 << 20;

    @Property
    void everyByteOfEveryFileIsInOnePart(
            @ForAll @Size(min = 1, max = 40)
                    List<@LongRange(min = 1, max = 700 * MIB) Long> sizes) {
        HourOfFiles hour = hour(sizes);
        Map<StoredFile, Long> upTo = new HashMap<>();
        for (List<Range> part : hour.parts()) {
            assertThat(part).isNotEmpty();
            for (Range range : part) {
                assertThat(range.from()).isEqualTo(upTo.getOrDefault(range.file(), 0L));
                upTo.put(range.file(), range.to());
            }
        }
        for (StoredFile file : hour.files()) {
            assertThat(upTo.get(file)).isEqualTo(file.length());
        }
    }

    @Property
    void partsAreAboutEquallyLargeAndNotLargerThanAFileMayBe(
            @ForAll @Size(min = 1, max = 40)
                    List<@LongRange(min = 1, max = 700 * MIB) Long> sizes) {
        for (List<Range> part : hour(sizes).parts()) {
            long bytes = part.stream().mapToLong(range -> range.to() - range.from()).sum();
            assertThat(bytes).isLessThanOrEqualTo(385 * MIB);
        }
    }

    @Test
    void anHourOfAHundredMegabytesIsForTwoTasksAndASmallOneForOne() {
        assertThat(hour(List.of(100 * MIB)).parts()).hasSize(2);
        assertThat(hour(List.of(MIB, 5 * MIB, 2 * MIB)).parts()).hasSize(1);
        assertThat(hour(List.of(3_000 * MIB)).parts()).hasSize(12);
    }

    @Test
    void whatOneCompactionMadeIsCompactedUntilAnotherFileComes() {
        String made = "flows-compacted-0123456789abcdef-";
        assertThat(named(made + "0.parquet", made + "1.parquet").isCompacted()).isTrue();
        assertThat(named(made + "0.parquet", "flows-late.parquet").isCompacted()).isFalse();
        assertThat(
                        named(made + "0.parquet", "flows-compacted-00000000000000ff-0.parquet")
                                .isCompacted())
                .isFalse();
        assertThat(named("flows-1.parquet").isCompacted()).isFalse();
    }

    @Test
    void newFilesAreNamedByWhatTheyCameFrom() {
        HourOfFiles hour = hour(List.of(5L, 6L));
        assertThat(hour.nameOf(1)).isEqualTo(hour(List.of(5L, 6L)).nameOf(1));
        assertThat(hour.nameOf(1).sources())
                .isNotEqualTo(hour(List.of(5L, 7L)).nameOf(1).sources());
        assertThat(CompactedName.parse(hour.nameOf(12).fileName())).contains(hour.nameOf(12));
    }

    private static HourOfFiles hour(List<Long> sizes) {
        List<StoredFile> files = new ArrayList<>();
        for (long size : sizes) {
            files.add(new StoredFile("/w/hr=00/flows-" + files.size() + ".parquet", size));
        }
        return new HourOfFiles(files);
    }

    private static HourOfFiles named(String... names) {
        List<StoredFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(new StoredFile("/w/hr=00/" + name, 10));
        }
        return new HourOfFiles(files);
    }
}
