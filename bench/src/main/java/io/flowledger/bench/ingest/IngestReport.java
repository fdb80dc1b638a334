package io.flowledger.bench.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, as a table for people and as JSON for scripts; the same figures in both. */
final class IngestReport {

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private boolean lossFree = true;

    void add(ReceiverResult result) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", "receiver");
        row.put("flowsPerDatagram", result.recordsPerDatagram());
        row.put("datagramsPerSecond", Math.round(result.datagramsPerSecond()));
        row.put(
                "flowsPerSecond",
                Math.round(result.datagramsPerSecond() * result.recordsPerDatagram()));
        row.put("lossFree", result.isLossFree());
        row.put("sentDatagrams", result.sentDatagrams());
        row.put("spooledDatagrams", result.spooledDatagrams());
        row.put("kernelDrops", result.kernelDrops());
        row.put("spoolDrops", result.spoolDrops());
        row.put("seconds", rounded(result.seconds(), 1));
        row.put("cpuSecondsPerMillionFlows", rounded(result.cpuSecondsPerMillionFlows(), 3));
        row.put(
                "cpuSecondsPerMillionDatagrams",
                rounded(result.cpuSecondsPerMillionDatagrams(), 2));
        add(row, result.isLossFree());
    }

    void add(CollectResult result) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", "collect");
        row.put("flowsPerSecond", Math.round(result.flowsPerSecond()));
        row.put("askedFlowsPerSecond", result.askedFlowsPerSecond());
        row.put("lossFree", result.isLossFree());
        row.put("sentDatagrams", result.sentDatagrams());
        row.put("sentFlows", result.sentFlows());
        row.put("archivedDatagrams", result.archivedDatagrams());
        row.put("archivedFlows", result.archivedFlows());
        row.put("refused", result.refused());
        row.put("kernelDrops", result.kernelDrops());
        row.put("spoolDrops", result.spoolDrops());
        row.put("sendSeconds", rounded(result.sendSeconds(), 1));
        row.put("drainSeconds", rounded(result.drainSeconds(), 1));
        row.put("cpuSeconds", rounded(result.cpuSeconds(), 1));
        row.put("cpuSecondsPerMillionFlows", rounded(result.cpuSecondsPerMillionFlows(), 3));
        row.put("peakResidentMegabytes", result.peakResidentBytes() >> 20);
        row.put("heapPeakMegabytes", result.heap().peakMegabytes());
        row.put("heapFloorFirstHalfMegabytes", result.heap().firstHalfFloorMegabytes());
        row.put("heapFloorSecondHalfMegabytes", result.heap().secondHalfFloorMegabytes());
        row.put("collections", result.heap().collections());
        row.put("files", result.files());
        row.put("bytes", result.bytes());
        row.put("bytesPerFlow", rounded(result.bytesPerFlow(), 2));
        add(row, result.isLossFree());
    }

    /** A search that found no rate without loss. */
    void addNothingFound(int recordsPerDatagram) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", "receiver");
        row.put("flowsPerDatagram", recordsPerDatagram);
        row.put("lossFree", false);
        add(row, false);
    }

    boolean isLossFree() {
        return lossFree;
    }

    String json() throws JsonProcessingException {
        return new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(rows);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> row : rows) {
            text.append(row.get("what")).append('\n');
            row.forEach(
                    (name, value) -> {
                        if (!name.equals("what")) {
                            text.append(
                                    String.format(Locale.ROOT, "  %-32s %s%n", name, shown(value)));
                        }
                    });
        }
        return text.toString();
    }

    private void add(Map<String, Object> row, boolean free) {
        rows.add(row);
        lossFree &= free;
    }

    private static String shown(Object value) {
        if (value instanceof Boolean) {
            return (Boolean) value ? "yes" : "NO";
        }
        return value instanceof Double
                ? value.toString()
                : String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
