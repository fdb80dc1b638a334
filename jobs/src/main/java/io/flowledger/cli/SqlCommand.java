package io.flowledger.cli;

import io.flowledger.archive.table.ScanTally;
import io.flowledger.sql.Ledger;
import io.flowledger.sql.client.FlinkAddress;
import io.flowledger.sql.client.GatewaySession;
import io.flowledger.sql.client.InteractiveClient;
import io.flowledger.sql.query.LibraryQuery;
import io.flowledger.sql.run.EmbeddedSession;
import io.flowledger.sql.run.ResultFormat;
import io.flowledger.sql.run.SqlSession;
import io.flowledger.sql.run.StatementException;
import io.flowledger.sql.run.StatementRunner;
import io.flowledger.sql.text.Statement;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** SQL over a warehouse: statements that are given, or a client to type them into. */
@Command(
        name = "sql",
        description =
                "Flink SQL over a warehouse. Without -e, -f and statements on standard input, opens Flink's SQL client.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  flowledger sql --warehouse file:///srv/flows",
            "  flowledger sql --warehouse file:///srv/flows -e 'SELECT COUNT(*) FROM flows'",
            "  flowledger sql --warehouse file:///srv/flows -f report.sql --format csv > report.csv",
            "  flowledger sql --warehouse file:///srv/flows --query top_talkers -P day=2026-01-31 -P hour=12"
        })
final class SqlCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(SqlCommand.class);

    /** The launcher says when a person types. */
    private static final String TERMINAL = "FLOWLEDGER_STDIN_TTY";

    private static final String STANDARD_INPUT = "-";
    private static final int FAILED = 1;
    private static final int BUFFER = 1 << 16;

    @Spec private CommandSpec spec;

    @Option(
            names = "--warehouse",
            required = true,
            paramLabel = "URI",
            description = "Directory or URI of the warehouse.")
    private String warehouse;

    @Option(
            names = "-e",
            paramLabel = "STATEMENTS",
            description = "Statements to run, separated by semicolons; may be given several times.")
    private List<String> statements = new ArrayList<>();

    @Option(
            names = "-f",
            paramLabel = "FILE",
            description = "File of statements to run, after those of -e; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--query",
            paramLabel = "NAME",
            completionCandidates = LibraryNames.class,
            description = "A query of the library, after -e and -f: ${COMPLETION-CANDIDATES}.")
    private String query;

    @Option(
            names = {"-P", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the query; the head of its script tells what they are.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    /** For the help. */
    static final class LibraryNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return LibraryQuery.names().iterator();
        }
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "table (at most 10,000 rows), csv or json (one object a line). Default: ${DEFAULT-VALUE}.")
    private ResultFormat format = ResultFormat.TABLE;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "batch, or streaming for tables without an end. Default: ${DEFAULT-VALUE}.")
    private Mode mode = Mode.BATCH;

    enum Mode {
        BATCH,
        STREAMING
    }

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            description =
                    "REST address of a Flink cluster or SQL gateway to run on. Default: this process.")
    private String address;

    @Option(
            names = "--statistics",
            description = "Say on standard error at the end how much of the archive was read.")
    private boolean statistics;

    @Override
    public Integer call() throws Exception {
        String where = Warehouses.existing(warehouse).toString();
        FlinkAddress flink = address == null ? null : FlinkAddress.ask(address);
        boolean gateway = flink != null && flink.kind() == FlinkAddress.Kind.GATEWAY;
        Map<String, String> settings = settings(flink);
        if (statements.isEmpty() && files.isEmpty() && query == null) {
            if (System.getenv(TERMINAL) != null) {
                InteractiveClient client = new InteractiveClient(where, settings);
                if (gateway) {
                    client.at(flink);
                } else {
                    client.embedded(flink == null ? List.of() : List.of(jar()));
                }
                return 0;
            }
            files.add(STANDARD_INPUT);
        }
        List<Statement> script = script();
        try (SqlSession session =
                gateway
                        ? GatewaySession.open(flink, where, settings)
                        : new EmbeddedSession(Ledger.open(where, settings))) {
            return run(session, script);
        }
    }

    private int run(SqlSession session, List<Statement> script) {
        PrintStream out = new PrintStream(buffered(System.out), false, StandardCharsets.UTF_8);
        try {
            new StatementRunner(session, format, out).run(script);
            return 0;
        } catch (StatementException e) {
            LOG.error("{}", e.getMessage(), e);
            spec.commandLine().getErr().println("flowledger: " + e.getMessage());
            return FAILED;
        } finally {
            tell(ScanTally.take());
        }
    }

    private void tell(ScanTally.Taken read) {
        PrintWriter err = spec.commandLine().getErr();
        read.note().ifPresent(err::println);
        if (statistics) {
            err.printf(
                    Locale.ROOT,
                    "read %,d bytes of %,d pieces of files%n",
                    read.bytes(),
                    read.files());
        }
        err.flush();
    }

    /**
     * @param flink null: this process; a gateway has settings of its own
     */
    private Map<String, String> settings(FlinkAddress flink) throws URISyntaxException {
        Map<String, String> settings = new HashMap<>();
        settings.put("execution.runtime-mode", mode.name());
        if (flink == null) {
            settings.putAll(Ledger.inThisProcess());
        } else if (flink.kind() == FlinkAddress.Kind.CLUSTER) {
            settings.putAll(flink.clusterSettings(jar()));
        }
        return settings;
    }

    /** The jar that this class came from, the job jar. */
    private static URI jar() throws URISyntaxException {
        return SqlCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    }

    /** Numbered through. */
    private List<Statement> script() throws IOException {
        List<String> texts = new ArrayList<>(statements);
        for (String file : files) {
            texts.add(read(file));
        }
        if (query != null) {
            texts.add(LibraryQuery.named(query).with(parameters));
        } else if (!parameters.isEmpty()) {
            throw new IllegalArgumentException("-P goes with --query NAME: say which query");
        }
        List<Statement> script = new ArrayList<>();
        for (String text : texts) {
            script.addAll(Statement.of(text, script.size() + 1));
        }
        return script;
    }

    private static String read(String file) throws IOException {
        return file.equals(STANDARD_INPUT)
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
    }

    /** A large answer is not a system call for each line. */
    private static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out, BUFFER);
    }
}
