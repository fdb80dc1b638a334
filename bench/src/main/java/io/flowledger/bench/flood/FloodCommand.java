package io.flowledger.bench.flood;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.flowledger.bench.send.DurationText;
import io.flowledger.bench.send.OptionTexts;
import io.flowledger.bench.send.TruthFile;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flowledger bench flood}: what nobody should send, and exactly how much of it was sent. */
@Command(
        name = "flood",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends forged sessions by the million, or damaged payloads, and says what was sent.",
            "To a collector on loopback each sender has an address of its own, 127.128.0.1 and up.",
            "Send only to a collector of your own."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  A million sessions that send one datagram each:",
            "    flowledger bench flood --to 127.0.0.1:2055 --sources 100000 --engines 10"
                    + " --datagrams 1e6",
            "  20 000 damaged payloads a second for a minute:",
            "    flowledger bench flood --to 127.0.0.1:2055 --kinds malformed --rate 20000 --for 1m",
            "  Kinds: forged, giant, truncated, empty, short, v9, ipfix, sflow, nothing, bare, lie,"
                    + " oversized, random;",
            "  malformed is all of them but forged and giant."
        })
public final class FloodCommand implements Callable<Integer> {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final String MALFORMED = "malformed";

    @Spec private CommandSpec spec;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "HOST:PORT",
            converter = OptionTexts.Endpoint.class,
            description = "The collector.")
    private InetSocketAddress to;

    @Option(
            names = "--kinds",
            paramLabel = "KIND[,KIND…]",
            defaultValue = "forged",
            description = "What to send, in turn (default ${DEFAULT-VALUE}).")
    private String kinds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            converter = OptionTexts.Whole.class,
            description = "Datagrams per second; 0 = as fast as possible (${DEFAULT-VALUE}).")
    private long rate;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "Stop after so long: 20s, 5m, 1h.")
    private Duration duration;

    @Option(
            names = "--datagrams",
            paramLabel = "N",
            converter = OptionTexts.Whole.class,
            description = "Stop after so many datagrams.")
    private long datagrams;

    @Option(
            names = "--sources",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Senders (default ${DEFAULT-VALUE}).")
    private int sources;

    @Option(
            names = "--first-source",
            paramLabel = "N",
            defaultValue = "0",
            description = "Number of the first sender: floods at a time must not share any.")
    private int firstSource;

    @Option(
            names = "--engines",
            paramLabel = "N",
            defaultValue = "1",
            description = "Engines, that is sessions, per sender (default ${DEFAULT-VALUE}).")
    private int engines;

    @Option(
            names = "--in-a-row",
            paramLabel = "N",
            defaultValue = "1",
            description = "Datagrams of a session before the next one's turn (${DEFAULT-VALUE}).")
    private int inARow;

    @Option(
            names = "--records-per-datagram",
            paramLabel = "N",
            defaultValue = "1",
            description = "Flows per datagram, 1 to 29 (default ${DEFAULT-VALUE}).")
    private int flows;

    @Option(
            names = "--skip",
            paramLabel = "N",
            defaultValue = "0",
            converter = OptionTexts.Whole.class,
            description = "Flows missing between two datagrams of a session (${DEFAULT-VALUE}).")
    private long skip;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same noise (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--truth", paramLabel = "FILE", description = "Write what was sent as JSON.")
    private Path truthFile;

    @Override
    public Integer call() throws Exception {
        if (truthFile != null) {
            TruthFile.checkWritable(truthFile);
        }
        Flood flood =
                new Flood(
                        new FloodPlan(
                                to,
                                rate,
                                duration,
                                datagrams,
                                kinds(kinds),
                                sources,
                                firstSource,
                                engines,
                                inARow,
                                flows,
                                skip,
                                seed));
        FloodCounts counts = flood.call();
        if (truthFile != null) {
            JSON.writeValue(truthFile.toFile(), counts);
        }
        summarize(counts);
        return 0;
    }

    static List<FloodKind> kinds(String text) {
        if (text.equals(MALFORMED)) {
            return Arrays.stream(FloodKind.values())
                    .filter(kind -> kind != FloodKind.FORGED && kind != FloodKind.GIANT)
                    .toList();
        }
        return Arrays.stream(text.split(",")).map(FloodCommand::kind).toList();
    }

    private static FloodKind kind(String name) {
        try {
            return FloodKind.valueOf(name.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' is no kind of payload; there are malformed, "
                            + String.join(
                                    ", ",
                                    Arrays.stream(FloodKind.values())
                                            .map(FloodKind::label)
                                            .toList()));
        }
    }

    private void summarize(FloodCounts counts) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "sent %,d payloads, %,d bytes from %,d senders in %.1f s: %,.0f a second%n",
                counts.datagrams(),
                counts.bytes(),
                counts.senders(),
                counts.seconds(),
                counts.datagrams() / counts.seconds());
        out.printf(
                Locale.ROOT,
                "  NetFlow v5: %,d, of %,d sessions, with %,d flows%n",
                counts.accepted(),
                counts.sessions(),
                counts.archivedFlows());
        counts.byKind().forEach((kind, n) -> out.printf(Locale.ROOT, "  %-10s %,12d%n", kind, n));
        out.flush();
    }
}
