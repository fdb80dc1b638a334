package io.flowledger.bench.estimates;

import java.util.SplittableRandom;

/** Which datagrams of a minute are lost. */
enum LossPattern {
    UNIFORM(1),
    BURSTS(5);

    private final int length;

    LossPattern(int length) {
        this.length = length;
    }

    /**
     * Runs of the pattern's length, begun at random so that the given share is lost. A run may have
     * begun before the minute and may last beyond it.
     */
    boolean[] lost(int datagrams, double share, SplittableRandom random) {
        double begin = share / (length - (length - 1) * share);
        boolean[] lost = new boolean[datagrams];
        // The datagram before the first was lost with the same chance, anywhere in its run.
        int left = random.nextDouble() < share ? random.nextInt(length) : 0;
        for (int i = 0; i < datagrams; i++) {
            if (left == 0 && random.nextDouble() < begin) {
                left = length;
            }
            lost[i] = left > 0;
            left = Math.max(0, left - 1);
        }
        return lost;
    }

    String label() {
        return length == 1 ? "uniform" : "bursts of " + length;
    }
}
