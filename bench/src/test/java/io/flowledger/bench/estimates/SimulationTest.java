package io.flowledger.bench.estimates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final long SEED = 20_260_101;

    /** The cells in which normal intervals do worst. */
    private static final List<Cell> HARDEST =
            List.of(
                    cell(FlowSizes.LOGNORMAL, 0.20, LossPattern.UNIFORM, 0.1),
                    cell(FlowSizes.PARETO, 0.20, LossPattern.UNIFORM, 1.0),
                    cell(FlowSizes.PARETO, 0.20, LossPattern.UNIFORM, 0.1),
                    cell(FlowSizes.PARETO, 0.20, LossPattern.BURSTS, 1.0),
                    cell(FlowSizes.PARETO, 0.05, LossPattern.BURSTS, 0.1));

    @Test
    void theHardestCellsAreCoveredByIntervalsNotMuchWiderThanTheNormalOnes() {
        new Simulation(SEED, 3_000)
                .run(HARDEST)
                .forEach(
                        (cell, coverage) -> {
                            assertThat(coverage.covered())
                                    .as("covered in %s", cell)
                                    .isGreaterThan(0.93 - 3 * coverage.standardError());
                            assertThat(coverage.meanWidthRatio())
                                    .as("mean width in %s", cell)
                                    .isLessThan(1.5);
                            assertThat(coverage.medianWidthRatio())
                                    .as("median width in %s", cell)
                                    .isLessThan(1.5);
                        });
    }

    @Test
    void normalIntervalsFallShortThere() {
        Coverage coverage =
                new Simulation(SEED, 3_000).run(HARDEST.subList(1, 2)).values().iterator().next();

        assertThat(coverage.normalCovered()).isBetween(0.86, 0.90);
    }

    @Test
    void aSumOfMinutesIsCoveredLikeAMinute() {
        Cell hour =
                new Cell(
                        new Traffic(FlowSizes.PARETO, Fill.FULL, 60, 50),
                        0.20,
                        LossPattern.UNIFORM,
                        0.1);

        Coverage coverage = new Simulation(SEED, 300).run(List.of(hour)).get(hour);

        assertThat(coverage.covered()).isGreaterThan(0.93 - 3 * coverage.standardError());
    }

    @Test
    void theSameSeedGivesTheSameTable() {
        assertThat(table(SEED)).isEqualTo(table(SEED));
        assertThat(table(SEED)).isNotEqualTo(table(SEED + 1));
    }

    private static String table(long seed) {
        CoverageReport report = new CoverageReport();
        report.add(Plan.MINUTE, new Simulation(seed, 600).run(HARDEST));
        return report.text();
    }

    private static Cell cell(FlowSizes sizes, double loss, LossPattern pattern, double domain) {
        return new Cell(new Traffic(sizes, Fill.FULL, 1, 50), loss, pattern, domain);
    }
}
