package io.flowledger.bench.estimates;

import java.util.SplittableRandom;

/** How many flows the datagrams of a minute carry. */
enum Fill {
    /** A busy exporter sends when a datagram is full. */
    FULL("30") {
        @Override
        int flows(SplittableRandom random) {
            return MOST;
        }
    },
    /** A quiet one sends what it has when its timer runs out. */
    VARYING("1 to 30") {
        @Override
        int flows(SplittableRandom random) {
            return 1 + random.nextInt(MOST);
        }
    };

    private static final int MOST = 30;

    private final String label;

    Fill(String label) {
        this.label = label;
    }

    abstract int flows(SplittableRandom random);

    String label() {
        return label;
    }
}
