package io.flowledger.cli;

import io.flowledger.ledger.audit.ExporterBalance;
import io.flowledger.ledger.audit.LedgerBalance;
import io.flowledger.ledger.estimate.Estimate;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An audit for people: a line per exporter, the total, and what does not balance. */
public final class AuditText {

    private static final int EXPORTERS_SHOWN = 50;
    private static final int PROBLEMS_SHOWN = 50;

    private AuditText() {}

    public static void print(LedgerBalance ledger, PrintStream out) {
        out.println("audited " + time(ledger));
        if (ledger.exporters().isEmpty()) {
            out.println("there are no flows of that time");
            return;
        }
        Set<String> causes = ledger.total().lostByCause().keySet();
        List<List<String>> rows = new ArrayList<>();
        rows.add(head(causes));
        ledger.exporters().stream()
                .limit(EXPORTERS_SHOWN)
                .forEach(exporter -> rows.add(row(exporter, causes)));
        List<String> total = row(ledger.total(), causes);
        if (!ledger.balances()) {
            total.set(total.size() - 1, "does not balance");
        }
        rows.add(total);
        print(rows, out);
        int hidden = ledger.exporters().size() - EXPORTERS_SHOWN;
        if (hidden > 0) {
            out.println("(" + hidden + " more exporters that lost less: --format json has all)");
        }
        problems(ledger, out);
        out.println();
        out.println(
                ledger.balances()
                        ? "=> " + ledger.total().verdict()
                        : "=> does not balance: "
                                + Amounts.count(ledger.total().problemCount())
                                + " problems");
    }

    private static String time(LedgerBalance ledger) {
        long from = ledger.time().fromMillis();
        long to = ledger.time().toMillis();
        return (from == Long.MIN_VALUE ? "all" : "from " + Instant.ofEpochMilli(from))
                + (to == Long.MAX_VALUE ? "" : " up to " + Instant.ofEpochMilli(to));
    }

    private static List<String> head(Set<String> causes) {
        List<String> head = new ArrayList<>(List.of("exporter", "sent", "archived", "lost"));
        head.addAll(causes);
        head.addAll(List.of("open", "unknown", "coverage", "lost octets (95 %)", "verdict"));
        return head;
    }

    private static List<String> row(ExporterBalance balance, Set<String> causes) {
        boolean known = balance.isLossKnown();
        List<String> row = new ArrayList<>();
        row.add(balance.exporter());
        row.add(known ? Amounts.count(balance.sent()) : "unknown");
        row.add(Amounts.count(balance.archived()));
        row.add(known ? Amounts.count(balance.lost()) : "unknown");
        for (String cause : causes) {
            row.add(Amounts.count(balance.lostByCause().getOrDefault(cause, 0L)));
        }
        row.add(known ? Amounts.count(balance.open()) : "unknown");
        row.add(unknown(balance));
        double coverage = balance.coverage();
        row.add(Double.isNaN(coverage) ? "" : percent(coverage));
        row.add(octets(balance));
        row.add(balance.verdict());
        return row;
    }

    /** Rounded down: what is incomplete must not read 100 %. */
    private static String percent(double coverage) {
        return String.format(Locale.ROOT, "%.3f %%", Math.floor(coverage * 1_000) / 1_000);
    }

    private static String octets(ExporterBalance balance) {
        Estimate estimate = balance.octets();
        if (!balance.isLossKnown() || estimate.value().isEmpty()) {
            return "unknown";
        }
        long archived = estimate.observed();
        double lost = estimate.value().getAsDouble() - archived;
        return lost == 0
                ? "0 B"
                : bytes(lost)
                        + " ("
                        + bytes(estimate.interval().lower() - archived)
                        + " – "
                        + bytes(estimate.interval().upper().getAsDouble() - archived)
                        + ")";
    }

    private static String bytes(double octets) {
        return Amounts.bytes(Math.round(octets));
    }

    private static String unknown(ExporterBalance balance) {
        if (balance.restarts() == 0) {
            return "";
        }
        return balance.restarts()
                + (balance.restarts() == 1 ? " restart" : " restarts")
                + (balance.atLeast() > 0 ? ", ≥ " + Amounts.count(balance.atLeast()) : "");
    }

    private static void print(List<List<String>> rows, PrintStream out) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                boolean text = i == 0 || i == columns - 1;
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(text ? row.get(i) + pad : pad + row.get(i));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static void problems(LedgerBalance ledger, PrintStream out) {
        if (ledger.balances()) {
            return;
        }
        out.println();
        out.println("what does not balance:");
        ledger.exporters().stream()
                .flatMap(exporter -> exporter.problems().stream())
                .limit(PROBLEMS_SHOWN)
                .forEach(problem -> out.println("  " + problem));
        long shown =
                Math.min(
                        PROBLEMS_SHOWN,
                        ledger.exporters().stream().mapToLong(e -> e.problems().size()).sum());
        long more = ledger.total().problemCount() - shown;
        if (more > 0) {
            out.println("  … and " + Amounts.count(more) + " more");
        }
    }
}
