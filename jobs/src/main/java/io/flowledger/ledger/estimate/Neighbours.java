package io.flowledger.ledger.estimate;

import java.util.Map;
import java.util.NavigableMap;

/** Which minutes of a session lend their rate to one that has too few datagrams of its own. */
public final class Neighbours {

    private Neighbours() {}

    /**
     * The nearest minute before and the nearest after that received anything, together.
     *
     * @param minutes one session's and domain's samples by number of the minute
     * @param reach how many minutes away a neighbour may be; 1 for adjacent ones only
     */
    public static Sample of(NavigableMap<Long, Sample> minutes, long minute, int reach) {
        Sample before =
                nearest(minutes.subMap(minute - reach, true, minute, false).descendingMap());
        Sample after = nearest(minutes.subMap(minute, false, minute + reach, true));
        return before.plus(after);
    }

    private static Sample nearest(Map<Long, Sample> nearestFirst) {
        return nearestFirst.values().stream()
                .filter(sample -> sample.stratum().datagrams() > 0)
                .findFirst()
                .orElse(Sample.NONE);
    }
}
