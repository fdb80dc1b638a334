package io.flowledger.bench.traffic;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Everything about a run of the traffic generator. Built by {@link #builder()}, which checks it.
 *
 * @param to the collector; null to send nowhere (then {@code pcap} or an own sink takes the
 *     datagrams, and time is virtual)
 * @param pcap capture file to write the same datagrams to, or null
 * @param rate flows per second, 0 = as fast as possible
 * @param flows flows to generate, 0 = until {@code duration} is over
 * @param duration how long, or null
 * @param exporters exporter addresses
 * @param ports exporter processes (UDP source ports) per address
 * @param engines engines per process, or datapaths per bridge port with {@link Profile#OVS}
 * @param loss fraction of datagrams withheld, each independently
 * @param burstLength mean length of a burst of loss in datagrams of a session, 0 = none
 * @param burstGap mean datagrams of a session between bursts
 * @param duplicates fraction of datagrams sent twice
 * @param reorder fraction of datagrams sent late
 * @param reorderWindow later datagrams of the session that may overtake one
 * @param restartEvery each exporter process restarts that often, or null
 * @param restarts times each exporter process restarts over the run
 * @param sampling 1 packet in N is said to be sampled; 0 and 1: unsampled
 * @param clockSkew how far the exporters' clocks are ahead (negative: behind)
 * @param hosts hosts in the population, inside and outside
 * @param recordPool records drawn once and then repeated, 0 = each record is drawn anew
 * @param start when the first datagram is generated if time is virtual; null = now
 */
public record TrafficOptions(
        InetSocketAddress to,
        Path pcap,
        long rate,
        long flows,
        Duration duration,
        long seed,
        Profile profile,
        int exporters,
        int ports,
        int engines,
        int recordsPerDatagram,
        double loss,
        double burstLength,
        double burstGap,
        double duplicates,
        double reorder,
        int reorderWindow,
        Duration restartEvery,
        int restarts,
        int sampling,
        Duration clockSkew,
        int hosts,
        int recordPool,
        Instant start) {

    /** Addresses 127.0.0.1 … 127.0.255.255 are exporters on loopback. */
    public static final int MAX_EXPORTERS = 65_535;

    private static final int MAX_ENGINES = 256;
    private static final int MAX_SOCKETS = 100_000;

    /** Most records a UDP payload has room for; exporters that exceed 30 exist. */
    private static final int MAX_RECORDS = 1_364;

    private static final int MAX_SAMPLING = 0x3FFF;

    public static Builder builder() {
        return new Builder();
    }

    /** Exporter processes: addresses times ports. */
    public int processes() {
        return exporters * ports;
    }

    /** UDP sockets to send from. */
    public int sockets() {
        return profile == Profile.OVS ? processes() * engines : processes();
    }

    /** Index of the exporter (address) behind a socket index. */
    public int exporterOf(int socket) {
        return socket / (sockets() / exporters);
    }

    int socketOf(int process, int engine) {
        return profile == Profile.OVS ? process * engines + engine : process;
    }

    /** Flows the run will generate if it is told by count or by rate and duration; else 0. */
    public long plannedFlows() {
        if (flows > 0) {
            return flows;
        }
        return rate > 0 && duration != null ? (long) (rate * (duration.toNanos() / 1e9)) : 0;
    }

    /** Collects options; {@link #build()} refuses what makes no sense. */
    public static final class Builder {
        private InetSocketAddress to;
        private Path pcap;
        private long rate = 10_000;
        private long flows;
        private Duration duration;
        private long seed = 1;
        private Profile profile = Profile.CISCO;
        private int exporters = 3;
        private int ports = 1;
        private int engines = 1;
        private int recordsPerDatagram = 30;
        private double loss;
        private double burstLength;
        private double burstGap;
        private double duplicates;
        private double reorder;
        private int reorderWindow = 8;
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
            profile = value;
            return this;
        }

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
            recordsPerDatagram = value;
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
            check(flows > 0 || duration != null, "say how much: --flows or --for");
            check(flows >= 0, "--flows cannot be negative");
            check(rate >= 0, "--rate cannot be negative (0 = as fast as possible)");
            check(
                    duration == null || duration.toMillis() > 0,
                    "--for has to be longer than a millisecond");
            range("--exporters", exporters, 1, MAX_EXPORTERS);
            range("--ports", ports, 1, MAX_SOCKETS);
            range("--engines", engines, 1, MAX_ENGINES);
            range("--records-per-datagram", recordsPerDatagram, 1, MAX_RECORDS);
            range("--reorder-window", reorderWindow, 1, 1_000);
            range("--sampling", sampling, 0, MAX_SAMPLING);
            range("--hosts", hosts, 2, 2_000_000);
            range("--record-pool", recordPool, 0, 10_000_000);
            range("--restarts", restarts, 0, 1_000_000);
            fraction("--loss", loss);
            fraction("--duplicates", duplicates);
            fraction("--reorder", reorder);
            check(
                    burstLength == 0 && burstGap == 0 || burstLength >= 1 && burstGap >= 1,
                    "--loss-burst needs a mean length and a mean gap of at least 1 datagram");
            check(
                    restartEvery == null || restarts == 0,
                    "--restart-every and --restarts exclude each other");
            check(
                    restartEvery == null || restartEvery.toMillis() > 0,
                    "--restart-every has to be longer than a millisecond");
            check(
                    (long) exporters * ports * engines <= MAX_SOCKETS,
                    "more than " + MAX_SOCKETS + " sessions (exporters · ports · engines)");
            return new TrafficOptions(
                    to,
                    pcap,
                    rate,
                    flows,
                    duration,
                    seed,
                    profile,
                    exporters,
                    ports,
                    engines,
                    recordsPerDatagram,
                    loss,
                    burstLength,
                    burstGap,
                    duplicates,
                    reorder,
                    reorderWindow,
                    restartEvery,
                    restarts,
                    sampling,
                    clockSkew,
                    hosts,
                    recordPool,
                    start);
        }

        private static void fraction(String option, double value) {
            check(value >= 0 && value < 1, option + " is a fraction from 0 to below 1: " + value);
        }

        private static void range(String option, int value, int min, int max) {
            check(
                    value >= min && value <= max,
                    option + " must be " + min + " to " + max + ", not " + value);
        }

        private static void check(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
