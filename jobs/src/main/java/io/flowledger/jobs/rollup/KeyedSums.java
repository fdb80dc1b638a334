package io.flowledger.jobs.rollup;

import io.flowledger.ledger.rollup.RollupSums;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.Collector;

/**
 * Sums of keys and periods that one task has in hand. Bounded: what is beyond is handed on and
 * begun anew, since parts of sums add up like wholes.
 */
final class KeyedSums {

    /** About a kilobyte each where there are losses. */
    private static final int MOST = 1 << 16;

    private final Map<Long, Map<RollupKey, RollupSums>> periods = new HashMap<>();
    private final Collector<RollupLine> out;
    private int size;

    KeyedSums(Collector<RollupLine> out) {
        this.out = out;
    }

    RollupSums of(RollupKey key, long periodMillis) {
        Map<RollupKey, RollupSums> period =
                periods.computeIfAbsent(periodMillis, none -> new HashMap<>());
        RollupSums sums = period.get(key);
        if (sums == null) {
            if (size >= MOST) {
                handOn();
                return of(key, periodMillis);
            }
            size++;
            sums = new RollupSums(KeyColumns.NAMES.size());
            period.put(key, sums);
        }
        return sums;
    }

    void handOn() {
        periods.forEach(
                (millis, keys) ->
                        keys.forEach((key, sums) -> out.collect(RollupLine.of(key, millis, sums))));
        periods.clear();
        size = 0;
    }
}
