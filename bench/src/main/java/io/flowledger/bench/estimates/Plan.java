package io.flowledger.bench.estimates;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The tables that are printed: which cells, and how many replications of each. */
enum Plan {
    MINUTE("One minute", 1) {
        @Override
        List<Cell> cells() {
            return cross(
                    CALIBRATED,
                    FULL,
                    1,
                    new int[] {50, 300},
                    new double[] {0.01, 0.05, 0.20},
                    LossPattern.values(),
                    1.0,
                    0.1);
        }
    },
    HOUR("Sixty minutes summed", 10) {
        @Override
        List<Cell> cells() {
            return cross(
                    CALIBRATED,
                    FULL,
                    60,
                    new int[] {50},
                    new double[] {0.01, 0.05, 0.20},
                    LossPattern.values(),
                    1.0,
                    0.1,
                    RARE_KEY);
        }
    },
    OTHER("One minute of traffic the interval was not calibrated with", 1) {
        @Override
        List<Cell> cells() {
            List<Cell> cells =
                    cross(
                            EnumSet.complementOf(EnumSet.copyOf(CALIBRATED)),
                            FULL,
                            1,
                            new int[] {50, 300},
                            new double[] {0.20},
                            UNIFORM,
                            1.0);
            cells.addAll(
                    cross(
                            CALIBRATED,
                            FULL,
                            1,
                            new int[] {50, 300},
                            new double[] {0.50},
                            UNIFORM,
                            1.0));
            cells.addAll(
                    cross(
                            CALIBRATED,
                            Set.of(Fill.VARYING),
                            1,
                            new int[] {10, 50},
                            new double[] {0.05, 0.20},
                            UNIFORM,
                            1.0));
            return cells;
        }
    },
    RARE("One minute of a rare key", 1) {
        @Override
        List<Cell> cells() {
            return cross(
                    CALIBRATED,
                    FULL,
                    1,
                    new int[] {50, 300},
                    new double[] {0.05, 0.20},
                    UNIFORM,
                    RARE_KEY);
        }
    };

    private static final Set<FlowSizes> CALIBRATED =
            EnumSet.of(FlowSizes.LOGNORMAL, FlowSizes.PARETO);
    private static final Set<Fill> FULL = Set.of(Fill.FULL);
    private static final LossPattern[] UNIFORM = {LossPattern.UNIFORM};

    /** Share of the flows: three in a minute of fifty datagrams. */
    private static final double RARE_KEY = 0.002;

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

    private static List<Cell> cross(
            Set<FlowSizes> sizes,
            Set<Fill> fills,
            int minutes,
            int[] datagrams,
            double[] losses,
            LossPattern[] patterns,
            double... domains) {
        List<Cell> cells = new ArrayList<>();
        for (FlowSizes size : sizes) {
            for (Fill fill : fills) {
                for (int count : datagrams) {
                    Traffic traffic = new Traffic(size, fill, minutes, count);
                    for (double loss : losses) {
                        for (LossPattern pattern : patterns) {
                            for (double domain : domains) {
                                cells.add(new Cell(traffic, loss, pattern, domain));
                            }
                        }
                    }
                }
            }
        }
        return cells;
    }
}
