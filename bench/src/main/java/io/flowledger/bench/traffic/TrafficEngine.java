package io.flowledger.bench.traffic;

import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The network of exporters at work: picks the session that exports next, restarts exporters when
 * their time has come, and adds up the truth. Not thread-safe; the caller brings the clock.
 */
public final class TrafficEngine {

    /** Exporters differ in traffic, but none is idle. */
    private static final double SESSION_EXPONENT = 0.5;

    private final TrafficOptions options;
    private final DatagramSink sink;
    private final long startMicros;
    private final List<ExportSession> sessions = new ArrayList<>();
    private final AliasTable popularity;
    private final TrafficRandom choice;
    private final TrafficRandom sizes;
    private final Deadlines deadlines = new Deadlines();
    private final RestartSchedule restartSchedule;
    private final SentTotals totals = new SentTotals();
    private final byte[] buffer;
    private final long plannedFlows;
    private long nowMicros;
    private long datagrams;
    private long flows;
    private long restarts;

    public TrafficEngine(TrafficOptions options, long startMicros, DatagramSink sink) {
        this.options = options;
        this.sink = sink;
        this.startMicros = startMicros;
        this.nowMicros = startMicros;
        this.plannedFlows = options.plannedFlows();
        TrafficRandom random = new TrafficRandom(options.seed());
        choice = random.forPurpose(1);
        sizes = random.forPurpose(4);
        addSessions(random);
        popularity = AliasTable.zipf(sessions.size(), SESSION_EXPONENT);
        restartSchedule = new RestartSchedule(options, options.sockets(), startMicros);
        buffer =
                new byte
                        [V5Layout.HEADER_LENGTH
                                + options.recordsPerDatagram() * V5Layout.RECORD_LENGTH];
    }

    /**
     * Generates one datagram of at most {@code maxFlows} flows.
     *
     * @param clockMicros now, microseconds since 1970; a clock that steps back is held
     * @return flows generated, sent or withheld
     */
    public int next(long clockMicros, long maxFlows) throws IOException {
        releaseOverdue(clockMicros);
        nowMicros = Math.max(nowMicros, clockMicros);
        restartWhoeverIsDue();
        // Each session once, so that all of them exist, then by popularity.
        int drawn = datagrams < sessions.size() ? (int) datagrams : popularity.draw(choice.next());
        ExportSession session = sessions.get(drawn);
        int records = (int) Math.min(drawRecords(), maxFlows);
        session.generate(nowMicros, records, buffer, sink, totals);
        datagrams++;
        flows += records;
        return records;
    }

    /**
     * Sends what has been held back for as long as it may be. {@link #next} does it too; call this
     * where time passes without a datagram.
     */
    public void releaseOverdue(long clockMicros) throws IOException {
        while (deadlines.earliestMicros() <= clockMicros) {
            nowMicros = Math.max(nowMicros, deadlines.earliestMicros());
            deadlines.take().leaveBy(nowMicros, sink);
        }
    }

    /** Sends what is still held back; call once, at the end. */
    public void finish() throws IOException {
        for (ExportSession session : sessions) {
            session.flush(nowMicros, sink);
        }
    }

    /** Flows generated so far, sent or withheld. */
    public long flows() {
        return flows;
    }

    /** The truth so far; {@code sockets} names each socket index as a collector sees it. */
    public Truth truth(List<SocketName> sockets) {
        List<SessionTruth> truths = new ArrayList<>();
        for (ExportSession session : sessions) {
            SocketName name = sockets.get(session.socket());
            truths.addAll(session.truth(name.address(), name.port()));
        }
        return new Truth(
                options.layout().profiles().text(),
                conventions(),
                options.seed(),
                instant(startMicros),
                instant(nowMicros),
                sum(truths, SessionTruth::sent),
                sum(truths, SessionTruth::withheld),
                sum(truths, SessionTruth::duplicates),
                truths.stream().mapToLong(SessionTruth::reordered).sum(),
                truths.stream().mapToLong(SessionTruth::detectableLostFlows).sum(),
                restarts,
                totals.byProtocol(),
                totals.byMinute(),
                truths);
    }

    private void addSessions(TrafficRandom random) {
        ExporterLayout layout = options.layout();
        Map<Profile, RecordWriter> writers = recordWriters(random);
        for (int exporter = 0; exporter < layout.exporters(); exporter++) {
            Profile profile = layout.profileOf(exporter);
            for (int port = 0; port < layout.ports(); port++) {
                for (int engine = 0; engine < layout.engines(); engine++) {
                    sessions.add(
                            new ExportSession(
                                    options,
                                    layout.socketOf(exporter, port, engine),
                                    profile,
                                    engineOf(profile, engine),
                                    writers.get(profile),
                                    random.forPurpose(100L + sessions.size()),
                                    deadlines,
                                    startMicros));
                }
            }
        }
    }

    /** One per kind of exporter, over the same hosts; sessions of a kind share it. */
    private Map<Profile, RecordWriter> recordWriters(TrafficRandom random) {
        HostPopulation hosts = new HostPopulation(options.hosts(), random.forPurpose(2));
        Map<Profile, RecordWriter> writers = new EnumMap<>(Profile.class);
        for (Profile profile : options.layout().profiles().distinct()) {
            // The first kind draws as if it were alone; 10 and on are the further ones'.
            TrafficRandom draws = random.forPurpose(writers.isEmpty() ? 3 : 10 + writers.size());
            FlowWriter fresh = new FlowWriter(hosts, profile, options.sampling(), draws);
            int pool = options.recordPool();
            writers.put(profile, pool > 0 ? new RecordPool(fresh, pool) : fresh);
        }
        return writers;
    }

    /** Cisco: engine 0 is the route processor, the others are line cards. OVS: type = id. */
    private static Engine engineOf(Profile profile, int index) {
        return switch (profile) {
            case CISCO -> new Engine(index == 0 ? 0 : 1, index);
            case ESX -> new Engine(0, index);
            case OVS -> new Engine(index, index);
        };
    }

    private int drawRecords() {
        int fewest = options.fewestRecords();
        int most = options.recordsPerDatagram();
        return fewest == most ? most : fewest + sizes.below(most - fewest + 1);
    }

    private String conventions() {
        return options.layout().profiles().distinct().stream()
                .map(options.numbering()::conventionOf)
                .distinct()
                .map(convention -> convention.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    private void restartWhoeverIsDue() throws IOException {
        int socket;
        while ((socket = restartSchedule.nextDue(nowMicros, progress())) >= 0) {
            for (ExportSession session : sessions) {
                if (session.socket() == socket) {
                    session.restart(nowMicros, sink);
                }
            }
            restarts++;
        }
    }

    private double progress() {
        if (plannedFlows > 0) {
            return (double) flows / plannedFlows;
        }
        return (nowMicros - startMicros) * 1e3 / options.duration().toNanos();
    }

    private static Counts sum(
            List<SessionTruth> truths, java.util.function.Function<SessionTruth, Counts> part) {
        return truths.stream().map(part).reduce(Counts.NONE, Counts::plus);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
    }
}
