package io.flowledger.bench.estimates;

import java.util.ArrayList;
import java.util.List;

/** The tables that are printed: which cells, and how many replications of each. */
enum Plan {
    MINUTE("One minute", 1) {
        @Override
        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (int datagrams : new int[] {50, 300}) {
                for (double loss : new double[] {0.01, 0.05, 0.20}) {
                    addAll(cells, 1, datagrams, loss, LossPattern.values(), 1.0, 0.1);
                }
            }
            return cells;
        }
    },
    HOUR("Sixty minutes summed", 10) {
        @Override
        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (double loss : new double[] {0.01, 0.05, 0.20}) {
                addAll(cells, 60, 50, loss, LossPattern.values(), 1.0, 0.1, 0.002);
            }
            return cells;
        }
    },
    RARE("A rare key: 0.2 % of the flows of one minute", 1) {
        @Override
        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (int datagrams : new int[] {50, 300}) {
                for (double loss : new double[] {0.05, 0.20}) {
                    addAll(
                            cells,
                            1,
                            datagrams,
                            loss,
                            new LossPattern[] {LossPattern.UNIFORM},
                            0.002);
                }
            }
            return cells;
        }
    };

    private final String title;
    private final int fewer;

    Plan(String title, int fewer) {
        this.title = title;
        this.fewer = fewer;
    }

    abstract List<Cell> cells();

    String title() {
        return title;
    }

    /** Of so many asked for; an hour is sixty minutes' work. */
    int replications(int asked) {
        return Math.max(1, asked / fewer);
    }

    private static void addAll(
            List<Cell> cells,
            int minutes,
            int datagrams,
            double loss,
            LossPattern[] patterns,
            double... domains) {
        for (FlowSizes sizes : FlowSizes.values()) {
            for (LossPattern pattern : patterns) {
                for (double domain : domains) {
                    cells.add(new Cell(sizes, minutes, datagrams, loss, pattern, domain));
                }
            }
        }
    }
}
