package io.flowledger.bench.query;

import io.flowledger.bench.ingest.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowledger bench query}: what questions to a large archive cost, beside others. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts the same questions to flowledger sql, to DuckDB on the same files and to nfdump on",
            "the same flows: a day of generated traffic, compacted. Each is a process of its own,",
            "measured from outside. Exit code 0 only if all give the same answers."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger bench query --flows 100000000 --in /srv/query-bench",
            "  flowledger bench query --flows 5000000 --engines flowledger,duckdb"
        })
public final class QueryCommand implements Callable<Integer> {

    /** Whom to ask. */
    enum EngineName {
        FLOWLEDGER,
        DUCKDB,
        NFDUMP
    }

    /** Of so many destinations more flows are there than of the one that is asked for. */
    private static final int POPULAR_HOSTS = 100;

    @Spec private CommandSpec spec;

    @Mixin private DayOptions generated;

    @Option(
            names = "--engines",
            split = ",",
            defaultValue = "flowledger,duckdb,nfdump",
            description =
                    "Which of ${COMPLETION-CANDIDATES} (default all); DuckDB picks the hosts.")
    private List<EngineName> engines;

    @Override
    public Integer call() throws Exception {
        PrintWriter progress = spec.commandLine().getErr();
        try (Workbench workbench = generated.open()) {
            QueryData data =
                    new QueryData(generated.folder(workbench), generated.day(workbench, progress));
            data.prepareWarehouse();
            if (engines.contains(EngineName.NFDUMP)) {
                data.prepareNfcapd();
            }
            data.warm();
            QueryReport report = ask(workbench, data, progress);
            return report.allAgree() ? 0 : 1;
        }
    }

    private QueryReport ask(Workbench workbench, QueryData data, PrintWriter progress)
            throws IOException, InterruptedException {
        MeasuredCommand process = new MeasuredCommand(workbench.scratch());
        DuckEngine duck = new DuckEngine(workbench.launcher(), data.warehouse(), process);
        List<Engine> asked = new ArrayList<>();
        QueryReport report = new QueryReport();
        report.data("parquet", GeneratedDay.bytesOf(data.warehouse().resolve("flows")));
        for (EngineName engine : engines) {
            switch (engine) {
                case FLOWLEDGER ->
                        asked.add(
                                new LedgerEngine(workbench.launcher(), data.warehouse(), process));
                case DUCKDB -> asked.add(duck);
                case NFDUMP -> {
                    asked.add(new NfdumpEngine(data.nfcapd(), process));
                    report.data("nfcapd", GeneratedDay.bytesOf(data.nfcapd()));
                }
            }
        }
        List<Question> questions = new ArrayList<>(List.of(Question.none()));
        long host = host(duck);
        questions.addAll(Question.about(host, absent(duck, host)));
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.head());
        for (Engine engine : asked) {
            // the first sql of a build makes later starts quicker
            engine.ask(Question.none());
        }
        for (Question question : questions) {
            for (Engine engine : asked) {
                progress.println("  " + engine.name() + ": " + question.name() + " …");
                progress.flush();
                report.add(question, engine.name(), engine.ask(question));
            }
            out.print(report.lines(question));
            out.flush();
        }
        return report;
    }

    private static long host(DuckEngine duck) throws IOException, InterruptedException {
        return number(
                duck,
                "SELECT dst_addr FROM flows GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1 OFFSET "
                        + POPULAR_HOSTS);
    }

    /** The next address that neither sends nor receives. */
    private static long absent(DuckEngine duck, long host)
            throws IOException, InterruptedException {
        return number(
                duck,
                "WITH near AS (SELECT src_addr AS a FROM flows UNION SELECT dst_addr FROM flows)"
                        + " SELECT min(a) + 1 FROM near WHERE a >= "
                        + host
                        + " AND a + 1 NOT IN (SELECT a FROM near)");
    }

    private static long number(DuckEngine duck, String sql)
            throws IOException, InterruptedException {
        List<String> rows = duck.query(sql);
        if (rows.isEmpty()) {
            throw new IOException("there are too few flows to ask for a host: give more --flows");
        }
        return Long.parseLong(rows.get(0));
    }
}
