package io.flowledger.jobs;

import io.flowledger.jobs.audit.LossAttributionOperator;
import io.flowledger.ledger.loss.Cause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one exporter's flows since the run began, as the audit's metrics have it.
 *
 * @param exporter its address, or "other" for all beyond the number that is told apart
 * @param flows archived
 * @param lost flows entered as lost
 * @param lostByCause the same flows by cause, once the cause is found, which takes some seconds
 * @param duplicates datagrams refused since they had been there before
 * @param late datagrams that came out of order
 * @param stale datagrams refused since nobody can say whether they had been there before
 * @param restarts times its numbering began anew
 * @param unaudited datagrams archived without an audit
 */
public record ExporterProgress(
        String exporter,
        long flows,
        long lost,
        Map<Cause, Long> lostByCause,
        long duplicates,
        long late,
        long stale,
        long restarts,
        long unaudited) {

    /** Share of the flows sent that are archived, in per cent. */
    public double coverage() {
        long sent = flows + Math.max(0, lost);
        return sent == 0 ? 100 : 100.0 * flows / sent;
    }

    /** All exporters of the job that runs in this JVM, by address. */
    static List<ExporterProgress> all() {
        Map<String, Long> flows = MetricBoard.sumSinceStartByExporter("receivedFlows");
        Map<String, Long> lost = MetricBoard.sumSinceStartByExporter("lost");
        Map<String, Long> duplicates = MetricBoard.sumSinceStartByExporter("duplicateDatagrams");
        Map<String, Long> late = MetricBoard.sumSinceStartByExporter("lateDatagrams");
        Map<String, Long> stale = MetricBoard.sumSinceStartByExporter("staleDatagrams");
        Map<String, Long> restarts = MetricBoard.sumSinceStartByExporter("restarted");
        Map<String, Long> unaudited = MetricBoard.sumSinceStartByExporter("unauditedDatagrams");
        Map<Cause, Map<String, Long>> causes = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            causes.put(
                    cause,
                    MetricBoard.sumSinceStartByExporter(LossAttributionOperator.metricOf(cause)));
        }
        List<ExporterProgress> all = new ArrayList<>();
        for (String exporter : flows.keySet()) {
            Map<Cause, Long> byCause = new EnumMap<>(Cause.class);
            causes.forEach(
                    (cause, counts) -> {
                        long count = counts.getOrDefault(exporter, 0L);
                        if (count != 0) {
                            byCause.put(cause, count);
                        }
                    });
            all.add(
                    new ExporterProgress(
                            exporter,
                            flows.get(exporter),
                            lost.getOrDefault(exporter, 0L),
                            byCause,
                            duplicates.getOrDefault(exporter, 0L),
                            late.getOrDefault(exporter, 0L),
                            stale.getOrDefault(exporter, 0L),
                            restarts.getOrDefault(exporter, 0L),
                            unaudited.getOrDefault(exporter, 0L)));
        }
        all.removeIf(one -> one.exporter.equals("other") && one.flows == 0);
        return all;
    }
}
