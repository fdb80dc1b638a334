package io.flowledger.bench.estimates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CoverageReportTest {

    @Test
    void textAndJsonHaveTheSameRows() throws Exception {
        Cell cell =
                new Cell(
                        new Traffic(FlowSizes.LOGNORMAL, Fill.FULL, 1, 50),
                        0.2,
                        LossPattern.UNIFORM,
                        0.1);
        CoverageReport report = new CoverageReport();
        report.add(Plan.MINUTE, new Simulation(1, 500).run(List.of(cell)));

        JsonNode row = new ObjectMapper().readTree(report.json()).get(0);
        assertThat(row.get("table").asText()).isEqualTo("minute");
        assertThat(row.get("replicationsWithLoss").asInt()).isPositive();
        double missed = row.get("missedBelow").asDouble() + row.get("missedAbove").asDouble();
        assertThat(row.get("covered").asDouble()).isEqualTo(1 - missed);
        assertThat(report.text())
                .contains("| lognormal 1.8 | 50 | 30 | 20 % | uniform | 10 % |")
                .contains(
                        String.format(
                                Locale.ROOT, "| %.1f |", 100 * row.get("covered").asDouble()));
    }

    @Test
    void theFirstTableHasEveryCellOfTheBar() {
        // Two distributions, two sizes, three losses, two patterns, two domains.
        assertThat(Plan.MINUTE.cells()).hasSize(2 * 2 * 3 * 2 * 2).doesNotHaveDuplicates();
    }

    @Test
    void tooFewReplicationsAreRefused() {
        StringWriter errors = new StringWriter();

        int exit =
                new CommandLine(new EstimatesCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setErr(new PrintWriter(errors))
                        .execute("--replications", "99");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("99");
    }
}
