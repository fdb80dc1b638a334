package io.flowledger.bench.send;

import io.flowledger.bench.traffic.Outage;
import io.flowledger.bench.traffic.Surge;
import io.flowledger.bench.traffic.TrafficOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@link SendCommand} that make things go wrong on purpose. */
final class FaultFlags {

    @Option(
            names = "--loss",
            paramLabel = "FRACTION",
            description =
                    "Datagrams numbered but not sent: 0.01 is 1 %%. Each independently, unless"
                            + " --loss-burst says how long the bursts are.")
    private double loss;

    @Option(
            names = "--loss-burst",
            paramLabel = "LEN[/GAP]",
            converter = OptionTexts.BurstText.class,
            description = {
                "LEN: all of --loss comes in bursts of so many datagrams of a session on average;"
                        + " the mean gap follows, LEN · (1 - loss) / loss.",
                "LEN/GAP: bursts of that mean length and mean gap, besides independent --loss."
            })
    private OptionTexts.Burst burst = OptionTexts.Burst.NONE;

    @Option(
            names = "--withhold-between",
            paramLabel = "FROM,TO",
            converter = OptionTexts.OutageText.class,
            description =
                    "An outage: nothing generated from 10s until 12s after the start is sent, with"
                            + " 10s,12s. May be repeated.")
    private List<Outage> outages = new ArrayList<>();

    @Option(
            names = "--surge",
            paramLabel = "FACTOR,FROM,TO",
            converter = OptionTexts.SurgeText.class,
            description =
                    "From 10s until 20s after the start a hundred times the rate, with 100,10s,20s.")
    private Surge surge = Surge.NONE;

    @Option(names = "--duplicates", paramLabel = "FRACTION", description = "Datagrams sent twice.")
    private double duplicates;

    @Option(
            names = "--reorder",
            paramLabel = "FRACTION",
            description = "Datagrams sent late, after some that follow them.")
    private double reorder;

    @Option(
            names = "--reorder-window",
            paramLabel = "N",
            description = "At most so many may overtake one (default 8).")
    private int reorderWindow = 8;

    @Option(
            names = "--reorder-delay",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description =
                    "A late datagram is no later than this, though fewer have overtaken it"
                            + " (default 1s).")
    private Duration reorderDelay = Duration.ofSeconds(1);

    @Option(
            names = "--restart-every",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "Each exporter process restarts that often: sequence and uptime from 0.")
    private Duration restartEvery;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description = "Each exporter process restarts so often, spread over the run.")
    private int restarts;

    void addTo(TrafficOptions.Builder options) {
        if (burst.isByLengthAlone()) {
            options.lossInBursts(loss, burst.length());
        } else {
            options.loss(loss).lossBursts(burst.length(), burst.gap());
        }
        options.outages(outages)
                .surge(surge)
                .duplicates(duplicates)
                .reorder(reorder)
                .reorderWindow(reorderWindow)
                .reorderDelay(reorderDelay)
                .restartEvery(restartEvery)
                .restarts(restarts);
    }
}
