package io.flowledger.ledger.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The whole audit: exporters, those that lost most first, and their total. */
public final class LedgerBalance {

    private final AuditedTime time;
    private final List<ExporterBalance> exporters;
    private final ExporterBalance total = new ExporterBalance("total");

    private LedgerBalance(AuditedTime time, List<ExporterBalance> exporters) {
        this.time = time;
        this.exporters = exporters;
    }

    /**
     * @param time what was audited
     * @param balances of all numberings, in any order
     */
    public static LedgerBalance of(AuditedTime time, List<EpochBalance> balances) {
        long newest = Long.MIN_VALUE;
        for (EpochBalance each : balances) {
            newest = Math.max(newest, each.newestMillis());
        }
        List<EpochBalance> sorted = new ArrayList<>(balances);
        sorted.sort(
                Comparator.comparingLong(EpochBalance::epochMillis)
                        .thenComparing(each -> each.session().toString()));
        Map<String, ExporterBalance> exporters = new TreeMap<>();
        LedgerBalance all = new LedgerBalance(time, new ArrayList<>());
        for (EpochBalance each : sorted) {
            JudgedEpoch judged = new JudgedEpoch(each, newest);
            if (hasAnything(judged)) {
                String name = each.session().exporter();
                exporters.computeIfAbsent(name, ExporterBalance::new).add(judged);
                all.total.add(judged);
            }
        }
        all.exporters.addAll(exporters.values());
        all.exporters.sort(
                Comparator.comparing(ExporterBalance::balances)
                        .thenComparing(Comparator.comparingLong(ExporterBalance::lost).reversed())
                        .thenComparing(
                                Comparator.comparingLong(ExporterBalance::lostDatagrams)
                                        .reversed()));
        return all;
    }

    /** Numberings of before and after the time are read for context only. */
    private static boolean hasAnything(JudgedEpoch epoch) {
        EpochBalance balance = epoch.balance();
        return balance.flows() > 0
                || balance.span() > 0
                || balance.restarts() > 0
                || epoch.lost() != 0
                || !epoch.balances();
    }

    public AuditedTime time() {
        return time;
    }

    /** Those that do not balance first, then by flows lost. */
    public List<ExporterBalance> exporters() {
        return exporters;
    }

    public ExporterBalance total() {
        return total;
    }

    public boolean balances() {
        return total.balances();
    }
}
