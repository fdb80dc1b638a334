package io.flowledger.netflow.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class RetentionTest {

    private static final int SIZE = 1000;

    @Property
    void onlyWhatIsWhollyCommittedGoesAndOnlyTheOldest(
            @ForAll @LongRange(min = 0, max = 10_000) long committed,
            @ForAll @LongRange(min = 0, max = 100) long keepSeconds,
            @ForAll @LongRange(min = 0, max = 200_000_000) long now) {
        List<StoredSegment> segments = segments();
        Retention retention =
                new Retention(
                        Duration.ofSeconds(keepSeconds),
                        OptionalLong.of(committed),
                        OptionalLong.empty(),
                        now);
        assertThat(retention.evictable(segments).isPresent()).isEqualTo(committed >= 3 * SIZE);
        boolean isOld = now - segments.get(0).sealedAtMicros() >= keepSeconds * 1_000_000;
        assertThat(retention.expired(segments).isPresent())
                .isEqualTo(committed >= 3 * SIZE && isOld);
        retention.expired(segments).ifPresent(s -> assertThat(s).isEqualTo(segments.get(0)));
    }

    @Property
    void whatAnOlderCheckpointNeedsOutlivesItsTimeButNotTheLackOfSpace(
            @ForAll @LongRange(min = 0, max = 10_000) long needed) {
        Retention retention =
                new Retention(
                        Duration.ZERO,
                        OptionalLong.of(10_000),
                        OptionalLong.of(needed),
                        Long.MAX_VALUE / 2);
        assertThat(retention.expired(segments()).isPresent()).isEqualTo(needed >= 3 * SIZE);
        assertThat(retention.evictable(segments())).contains(segments().get(0));
    }

    @Example
    void withoutACommitNothingGoes() {
        Retention retention =
                new Retention(
                        Duration.ZERO,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Long.MAX_VALUE / 2);
        assertThat(retention.expired(segments())).isEmpty();
        assertThat(retention.evictable(segments())).isEmpty();
    }

    private static List<StoredSegment> segments() {
        List<StoredSegment> segments = new ArrayList<>();
        for (int i = 2; i < 6; i++) {
            segments.add(new StoredSegment((long) i * SIZE, SIZE, i * 10_000_000L));
        }
        return segments;
    }
}
