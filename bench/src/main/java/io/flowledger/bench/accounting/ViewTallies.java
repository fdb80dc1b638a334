package io.flowledger.bench.accounting;

import io.flowledger.bench.accounting.ComparedTraffic.Compared;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the keys of one view fared over the runs: each by itself and all together where there are few
 * of them, else by their part of all flows.
 */
final class ViewTallies {

    /** More keys than these are told by their part. */
    private static final int MOST_TOLD = 12;

    /** Parts of all flows, from which on a key is of a class. */
    private static final double[] CLASSES = {0.05, 0.01, 0.002, 0};

    private final Tally[] byPart = new Tally[CLASSES.length];
    private final Tally all = new Tally();
    private final Map<String, Tally> byKey = new TreeMap<>();
    private boolean many;
    private int runs;
    private int runsHeld;

    ViewTallies() {
        for (int i = 0; i < byPart.length; i++) {
            byPart[i] = new Tally();
        }
    }

    /** Adds all keys of a run. */
    void add(Map<String, Compared> keys) {
        double flows = keys.values().stream().mapToLong(Compared::flows).sum();
        boolean allHeld = true;
        for (Map.Entry<String, Compared> each : keys.entrySet()) {
            Compared key = each.getValue();
            byPart[classOf(key.flows() / flows)].add(key);
            allHeld &= all.add(key);
            addByKey(each.getKey(), key);
        }
        for (Tally tally : byPart) {
            tally.endRun();
        }
        all.endRun();
        byKey.values().forEach(Tally::endRun);
        runs++;
        runsHeld += allHeld ? 1 : 0;
    }

    private void addByKey(String key, Compared compared) {
        if (!many) {
            byKey.computeIfAbsent(key, unseen -> new Tally()).add(compared);
            many = byKey.size() > MOST_TOLD;
        }
        if (many) {
            byKey.clear();
        }
    }

    private static int classOf(double part) {
        int size = 0;
        while (part < CLASSES[size]) {
            size++;
        }
        return size;
    }

    /** By what they are of, in the order to be told in. */
    Map<String, Tally> lines() {
        Map<String, Tally> lines = new LinkedHashMap<>();
        if (many) {
            for (int size = 0; size < byPart.length; size++) {
                if (byPart[size].keys() > 0) {
                    lines.put(className(size), byPart[size]);
                }
            }
        } else {
            lines.putAll(byKey);
            if (isToldTogether()) {
                lines.put("together", all);
            }
        }
        return lines;
    }

    /** Whether there are keys that are told one by one, and not only one. */
    boolean isToldTogether() {
        return !many && byKey.size() > 1;
    }

    int runs() {
        return runs;
    }

    /** Those in which the intervals of all keys held. */
    int runsHeld() {
        return runsHeld;
    }

    private static String className(int size) {
        return CLASSES[size] == 0
                ? String.format(Locale.ROOT, "below %.1f %%", 100 * CLASSES[size - 1])
                : String.format(Locale.ROOT, "from %.1f %%", 100 * CLASSES[size]);
    }
}
