package io.flowledger.bench.traffic;

import io.flowledger.netflow.wire.V5Layout;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
        RecordWriter records = recordWriter(options, random);
        for (int process = 0; process < options.processes(); process++) {
            for (int engine = 0; engine < options.engines(); engine++) {
                int session = sessions.size();
                sessions.add(
                        new ExportSession(
                                options,
                                options.socketOf(process, engine),
                                engineOf(engine),
                                records,
                                random.forPurpose(100L + session),
                                startMicros));
            }
        }
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
        nowMicros = Math.max(nowMicros, clockMicros);
        restartWhoeverIsDue();
        // Each session once, so that all of them exist, then by popularity.
        int drawn = datagrams < sessions.size() ? (int) datagrams : popularity.draw(choice.next());
        ExportSession session = sessions.get(drawn);
        int records = (int) Math.min(options.recordsPerDatagram(), maxFlows);
        session.generate(nowMicros, records, buffer, sink, totals);
        datagrams++;
        flows += records;
        return records;
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
                options.profile().name().toLowerCase(java.util.Locale.ROOT),
                options.profile().convention().name().toLowerCase(java.util.Locale.ROOT),
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

    private static RecordWriter recordWriter(TrafficOptions options, TrafficRandom random) {
        HostPopulation hosts = new HostPopulation(options.hosts(), random.forPurpose(2));
        FlowWriter fresh =
                new FlowWriter(hosts, options.profile(), options.sampling(), random.forPurpose(3));
        return options.recordPool() > 0 ? new RecordPool(fresh, options.recordPool()) : fresh;
    }

    /** Cisco: engine 0 is the route processor, the others are line cards. OVS: type = id. */
    private Engine engineOf(int index) {
        return switch (options.profile()) {
            case CISCO -> new Engine(index == 0 ? 0 : 1, index);
            case ESX -> new Engine(0, index);
            case OVS -> new Engine(index, index);
        };
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
