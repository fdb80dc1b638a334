package io.flowledger.bench.traffic;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything about a run of the traffic generator. Built by {@link #builder()}, which checks it.
 *
 * @param to the collector; null to send nowhere (then {@code pcap} or an own sink takes the
 *     datagrams, and time is virtual)
 * @param pcap capture file to write the same datagrams to, or null
 * @param rate flows per second, 0 = as fast as possible
 * @param flows flows to generate, 0 = until {@code duration} is over
 * @param duration how long, or null
 * @param layout exporters, their processes and engines
 * @param fewestRecords records of the smallest datagram; each has as many as are drawn between
 * @param recordsPerDatagram records of the largest
 * @param numbering sequence numbers and uptimes
 * @param faults what goes wrong on the way
 * @param restartEvery each exporter process restarts that often, or null
 * @param restarts times each exporter process restarts over the run
 * @param sampling 1 packet in N is said to be sampled; 0 and 1: unsampled
 * @param clockSkew how far the exporters' clocks are ahead (negative: behind)
 * @param hosts hosts in the population, inside and outside
 * @param recordPool records drawn once and then repeated, 0 = each record is drawn anew
 * @param surge when the rate is a multiple of itself; only where time is real
 * @param start when the first datagram is generated if time is virtual; null = now
 */
public record TrafficOptions(
        InetSocketAddress to,
        Path pcap,
        long rate,
        long flows,
        Duration duration,
        long seed,
        ExporterLayout layout,
        int fewestRecords,
        int recordsPerDatagram,
        Numbering numbering,
        PathFaults faults,
        Duration restartEvery,
        int restarts,
        int sampling,
        Duration clockSkew,
        int hosts,
        int recordPool,
        Surge surge,
        Instant start) {

    /** Most records a UDP payload has room for; exporters that exceed 30 exist. */
    private static final int MAX_RECORDS = 1_364;

    private static final int MAX_SAMPLING = 0x3FFF;

    public static Builder builder() {
        return new Builder();
    }

    /** UDP sockets to send from. */
    public int sockets() {
        return layout.sockets();
    }

    /** Index of the exporter (address) behind a socket index. */
    public int exporterOf(int socket) {
        return layout.exporterOf(socket);
    }

    /** Flows the run will generate if it is told by count or by rate and duration; else 0. */
    public long plannedFlows() {
        if (flows > 0) {
            return flows;
        }
        if (rate == 0 || duration == null) {
            return 0;
        }
        return (long) (rate * (duration.plus(surge.extra()).toNanos() / 1e9));
    }

    /** Collects options; {@link #build()} refuses what makes no sense. */
    public static final class Builder {
        private static final int UNSAID = Integer.MIN_VALUE;
        private static final int DEFAULT_EXPORTERS = 3;

        private InetSocketAddress to;
        private Path pcap;
        private long rate = 10_000;
        private long flows;
        private Duration duration;
        private long seed = 1;
        private ProfileMix profiles = ProfileMix.of(Profile.CISCO);
        private int exporters = UNSAID;
        private int ports = 1;
        private int engines = 1;
        private int fewestRecords = 30;
        private int recordsPerDatagram = 30;
        private SequenceConvention sequence;
        private long firstSequence = Numbering.DRAWN;
        private Duration firstUptime;
        private double loss;
        private double burstLength;
        private double burstGap;
        private Surge surge = Surge.NONE;
        private List<Outage> outages = List.of();
        private double duplicates;
        private double reorder;
        private int reorderWindow = 8;
        private Duration reorderDelay = Duration.ofSeconds(1);
        private Duration restartEvery;
        private int restarts;
        private int sampling;
        private Duration clockSkew = Duration.ZERO;
        private int hosts = 30_000;
        private int recordPool;
        private Instant start;

        private Builder() {}

        public Builder to(InetSocketAddress value) {
            to = value;
            return this;
        }

        public Builder pcap(Path value) {
            pcap = value;
            return this;
        }

        public Builder rate(long flowsPerSecond) {
            rate = flowsPerSecond;
            return this;
        }

        public Builder flows(long value) {
            flows = value;
            return this;
        }

        public Builder duration(Duration value) {
            duration = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder profile(Profile value) {
            return profiles(ProfileMix.of(value));
        }

        public Builder profiles(ProfileMix value) {
            profiles = value;
            return this;
        }

        /** Default: 3, or as many as the profiles name. */
        public Builder exporters(int value) {
            exporters = value;
            return this;
        }

        public Builder ports(int perExporter) {
            ports = perExporter;
            return this;
        }

        public Builder engines(int perProcess) {
            engines = perProcess;
            return this;
        }

        public Builder recordsPerDatagram(int value) {
            return recordsPerDatagram(value, value);
        }

        public Builder recordsPerDatagram(int fewest, int most) {
            fewestRecords = fewest;
            recordsPerDatagram = most;
            return this;
        }

        /** Default: as the profile does. */
        public Builder sequence(SequenceConvention value) {
            sequence = value;
            return this;
        }

        public Builder firstSequence(long value) {
            firstSequence = value;
            return this;
        }

        public Builder firstUptime(Duration value) {
            firstUptime = value;
            return this;
        }

        public Builder loss(double fraction) {
            loss = fraction;
            return this;
        }

        public Builder lossBursts(double meanLength, double meanGap) {
            burstLength = meanLength;
            burstGap = meanGap;
            return this;
        }

        /** That fraction of all datagrams is lost, all of it in bursts. */
        public Builder lossInBursts(double fraction, double meanLength) {
            loss = 0;
            return lossBursts(meanLength, PathFaults.gapFor(fraction, meanLength));
        }

        public Builder surge(Surge value) {
            surge = value;
            return this;
        }

        public Builder outages(List<Outage> value) {
            outages = value;
            return this;
        }

        public Builder duplicates(double fraction) {
            duplicates = fraction;
            return this;
        }

        public Builder reorder(double fraction) {
            reorder = fraction;
            return this;
        }

        public Builder reorderWindow(int datagrams) {
            reorderWindow = datagrams;
            return this;
        }

        public Builder reorderDelay(Duration longest) {
            reorderDelay = longest;
            return this;
        }

        public Builder restartEvery(Duration value) {
            restartEvery = value;
            return this;
        }

        public Builder restarts(int perProcess) {
            restarts = perProcess;
            return this;
        }

        public Builder sampling(int oneIn) {
            sampling = oneIn;
            return this;
        }

        public Builder clockSkew(Duration value) {
            clockSkew = value;
            return this;
        }

        public Builder hosts(int value) {
            hosts = value;
            return this;
        }

        public Builder recordPool(int records) {
            recordPool = records;
            return this;
        }

        public Builder start(Instant value) {
            start = value;
            return this;
        }

        public TrafficOptions build() {
            Require.that(flows > 0 || duration != null, "say how much: --flows or --for");
            Require.that(flows >= 0, "--flows cannot be negative");
            Require.that(rate >= 0, "--rate cannot be negative (0 = as fast as possible)");
            Require.that(
                    duration == null || duration.toMillis() > 0,
                    "--for has to be longer than a millisecond");
            Require.range("--records-per-datagram", recordsPerDatagram, 1, MAX_RECORDS);
            Require.range("--records-per-datagram", fewestRecords, 1, recordsPerDatagram);
            Require.range("--sampling", sampling, 0, MAX_SAMPLING);
            Require.range("--hosts", hosts, 2, 2_000_000);
            Require.range("--record-pool", recordPool, 0, 10_000_000);
            Require.range("--restarts", restarts, 0, 1_000_000);
            Require.that(
                    restartEvery == null || restarts == 0,
                    "--restart-every and --restarts exclude each other");
            Require.that(
                    restartEvery == null || restartEvery.toMillis() > 0,
                    "--restart-every has to be longer than a millisecond");
            Require.that(
                    surge == Surge.NONE || rate > 0 && to != null && duration != null,
                    "--surge needs --to, --rate and --for");
            Require.that(
                    surge == Surge.NONE || surge.to().compareTo(duration) <= 0,
                    "--surge has to be over before the run is");
            return new TrafficOptions(
                    to,
                    pcap,
                    rate,
                    flows,
                    duration,
                    seed,
                    layout(),
                    fewestRecords,
                    recordsPerDatagram,
                    new Numbering(sequence, firstSequence, firstUptime),
                    new PathFaults(
                            loss,
                            burstLength,
                            burstGap,
                            outages,
                            duplicates,
                            reorder,
                            reorderWindow,
                            reorderDelay),
                    restartEvery,
                    restarts,
                    sampling,
                    clockSkew,
                    hosts,
                    recordPool,
                    surge,
                    start);
        }

        private ExporterLayout layout() {
            int number =
                    exporters == UNSAID
                            ? Math.max(DEFAULT_EXPORTERS, profiles.length())
                            : exporters;
            return new ExporterLayout(profiles, number, ports, engines);
        }
    }
}
