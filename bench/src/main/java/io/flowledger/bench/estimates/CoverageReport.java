package io.flowledger.bench.estimates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables for people, in Markdown as the documentation has them, and the rows for scripts. */
final class CoverageReport {

    private static final String HEADER =
            """
            | octets per flow | datagrams | of flows | loss | pattern | domain | normal % | ours % | ± | below % | above % | any loss % | of all % | width, mean | median | cut |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    void add(Plan plan, Map<Cell, Coverage> results) {
        text.append(String.format(Locale.ROOT, "%s%n%n", plan.title())).append(HEADER);
        results.forEach(
                (cell, coverage) -> {
                    text.append(line(cell, coverage));
                    rows.add(row(plan, cell, coverage));
                });
        text.append('\n');
    }

    String text() {
        return text.toString();
    }

    String json() throws JsonProcessingException {
        return new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(rows);
    }

    private static String line(Cell cell, Coverage coverage) {
        Traffic traffic = cell.traffic();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %.0f %% | %s | %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %.1f"
                        + " | %.2f | %.2f | %.2f |%n",
                traffic.sizes().label(),
                traffic.datagrams(),
                traffic.fill().label(),
                100 * cell.loss(),
                cell.pattern().label(),
                cell.domain() == 1 ? "all" : shareOf(cell.domain()),
                100 * coverage.normalCovered(),
                100 * coverage.covered(),
                100 * coverage.standardError(),
                100 * coverage.missedBelow(),
                100 * coverage.missedAbove(),
                100 * coverage.shareWithLoss(),
                100 * coverage.coveredOfAll(),
                coverage.meanWidthRatio(),
                coverage.medianWidthRatio(),
                coverage.cutWidthRatio());
    }

    private static String shareOf(double domain) {
        return domain < 0.01
                ? String.format(Locale.ROOT, "%.1f %%", 100 * domain)
                : String.format(Locale.ROOT, "%.0f %%", 100 * domain);
    }

    private static Map<String, Object> row(Plan plan, Cell cell, Coverage coverage) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("table", plan.name().toLowerCase(Locale.ROOT));
        row.put("octetsPerFlow", cell.traffic().sizes().label());
        row.put("minutes", cell.traffic().minutes());
        row.put("datagrams", cell.traffic().datagrams());
        row.put("flowsPerDatagram", cell.traffic().fill().label());
        row.put("loss", cell.loss());
        row.put("pattern", cell.pattern().label());
        row.put("domain", cell.domain());
        row.put("replicationsWithLoss", coverage.replicationsWithLoss());
        row.put("shareWithLoss", coverage.shareWithLoss());
        row.put("normalCovered", coverage.normalCovered());
        row.put("covered", coverage.covered());
        row.put("standardError", coverage.standardError());
        row.put("missedBelow", coverage.missedBelow());
        row.put("missedAbove", coverage.missedAbove());
        row.put("coveredOfAll", coverage.coveredOfAll());
        row.put("meanWidthRatio", coverage.meanWidthRatio());
        row.put("medianWidthRatio", coverage.medianWidthRatio());
        row.put("cutWidthRatio", coverage.cutWidthRatio());
        return row;
    }
}
