package io.flowledger.bench.send;

import io.flowledger.bench.traffic.Numbering;
import io.flowledger.bench.traffic.Profile;
import io.flowledger.bench.traffic.ProfileMix;
import io.flowledger.bench.traffic.SequenceConvention;
import io.flowledger.bench.traffic.TrafficOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of {@link SendCommand} that say which exporters there are, and how they count. */
final class ExporterFlags {

    @Option(
            names = "--profile",
            paramLabel = "KIND[:N][,…]",
            converter = OptionTexts.Profiles.class,
            description = {
                "cisco, esx or ovs: fields, timeouts and sequence numbers of that kind (default"
                        + " cisco).",
                "cisco:3,ovs:1 mixes them: three exporters of the one, one of the other, and so on."
            })
    private ProfileMix profiles = ProfileMix.of(Profile.CISCO);

    @Option(
            names = "--exporters",
            paramLabel = "N",
            description =
                    "Exporters; on loopback each has an address, 127.0.0.1, 127.0.0.2, …"
                            + " (default 3, or as many as --profile names).")
    private Integer exporters;

    @Option(
            names = "--ports",
            paramLabel = "N",
            description = "Exporter processes (UDP source ports) per exporter (default 1).")
    private int ports = 1;

    @Option(
            names = "--engines",
            paramLabel = "N",
            description = "Engines per process, each with its own sequence (default 1).")
    private int engines = 1;

    @Option(
            names = "--records-per-datagram",
            paramLabel = "N[-M]",
            converter = OptionTexts.RecordsText.class,
            description =
                    "Flows per datagram (default 30); 1-30: each datagram has another number.")
    private OptionTexts.Records records = new OptionTexts.Records(30, 30);

    @Option(
            names = "--sequence",
            paramLabel = "RULE",
            converter = OptionTexts.Convention.class,
            description =
                    "What sequence numbers count: first-record, last-record, per-datagram or"
                            + " constant (always 0). Default: as the profile does.")
    private SequenceConvention sequence;

    @Option(
            names = "--first-sequence",
            paramLabel = "N",
            converter = OptionTexts.Whole.class,
            description = "Numbering starts at N; 4294960000 is soon at its wrap. Default: drawn.")
    private long firstSequence = Numbering.DRAWN;

    @Option(
            names = "--first-uptime",
            paramLabel = "DURATION",
            converter = OptionTexts.UptimeText.class,
            description =
                    "Uptime at the start, as a duration or in milliseconds; 4294900000 is a minute"
                            + " before its wrap. Default: drawn.")
    private Duration firstUptime;

    void addTo(TrafficOptions.Builder options) {
        options.profiles(profiles)
                .ports(ports)
                .engines(engines)
                .recordsPerDatagram(records.fewest(), records.most())
                .sequence(sequence)
                .firstSequence(firstSequence)
                .firstUptime(firstUptime);
        if (exporters != null) {
            options.exporters(exporters);
        }
    }
}
