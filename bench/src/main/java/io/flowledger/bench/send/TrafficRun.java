package io.flowledger.bench.send;

import io.flowledger.bench.traffic.DatagramSink;
import io.flowledger.bench.traffic.Pacer;
import io.flowledger.bench.traffic.SocketName;
import io.flowledger.bench.traffic.TrafficEngine;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import io.flowledger.netflow.wire.ExportDatagram;
import io.flowledger.netflow.wire.ExporterAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One run of the traffic generator: {@code Truth truth = new TrafficRun(options).call()}. With a
 * collector to send to, it goes by the wall clock and keeps to the rate; without, time is virtual:
 * the datagrams say what they would have said, and the run takes as long as writing them takes.
 *
 * <p>{@link #stop()} may be called from any thread and ends the run early; the truth is exact all
 * the same.
 */
public final class TrafficRun implements Callable<Truth> {

    /** How late past its duration a paced run may still make up what is missing. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long WAIT_NANOS = 500_000;
    private static final int DATAGRAMS_PER_CLOCK_READING = 32;
    private static final double MICROS_PER_SECOND = 1e6;

    /** Virtual time needs a rate even where "as fast as possible" was asked for. */
    private static final long VIRTUAL_RATE = 100_000;

    private static final int FIRST_VIRTUAL_PORT = 40_000;
    private static final int VIRTUAL_PORTS = 20_000;

    private final TrafficOptions options;
    private final PrintStream warnings;
    private volatile boolean stopped;
    private volatile long flowsSoFar;
    private long payloads;
    private long unreachable;
    private long elapsedNanos;

    /** Warnings go to stderr. */
    public TrafficRun(TrafficOptions options) {
        this(options, System.err);
    }

    public TrafficRun(TrafficOptions options, PrintStream warnings) {
        this.options = options;
        this.warnings = warnings;
    }

    /** Sends (or only writes) everything; blocks until done. */
    @Override
    public Truth call() throws IOException {
        try (CaptureFile capture = CaptureFile.open(options)) {
            return options.to() == null ? runVirtual(capture) : runLive(capture);
        }
    }

    /** The same run into a sink of one's own instead of sockets and files, in virtual time. */
    public Truth into(DatagramSink sink) throws IOException {
        return runVirtual(sink, virtualNames(options));
    }

    /**
     * The same run as a collector would receive it, from {@link #virtualNames}.
     *
     * @param collector the bytes of a datagram are its own during the call only
     */
    public Truth received(Consumer<ExportDatagram> collector) throws IOException {
        List<SocketName> names = virtualNames(options);
        long[] addresses = new long[names.size()];
        for (int socket = 0; socket < addresses.length; socket++) {
            InetAddress address = InetAddress.getByName(names.get(socket).address());
            addresses[socket] = ExporterAddress.low(address);
        }
        return runVirtual(
                (socket, micros, bytes, length) ->
                        collector.accept(
                                ExportDatagram.accepted(
                                        micros,
                                        0,
                                        addresses[socket],
                                        names.get(socket).port(),
                                        Arrays.copyOf(bytes, length),
                                        0,
                                        length,
                                        0)),
                names);
    }

    public void stop() {
        stopped = true;
    }

    /** Flows generated so far; readable from any thread while the run goes on. */
    public long flowsSoFar() {
        return flowsSoFar;
    }

    /** Payloads answered by "port unreachable"; after the run. */
    public long unreachable() {
        return unreachable;
    }

    /** UDP payloads handed to the kernel; after the run. */
    public long payloads() {
        return payloads;
    }

    /** Wall time of the run; after it. */
    public double elapsedSeconds() {
        return elapsedNanos / 1e9;
    }

    /** What the sockets of a run without a collector are called: fixed, so that runs repeat. */
    public static List<SocketName> virtualNames(TrafficOptions options) throws IOException {
        List<SocketName> names = new ArrayList<>();
        for (int socket = 0; socket < options.sockets(); socket++) {
            String address =
                    UdpSockets.loopbackAddress(options.exporterOf(socket)).getHostAddress();
            names.add(new SocketName(address, FIRST_VIRTUAL_PORT + socket % VIRTUAL_PORTS));
        }
        return names;
    }

    private Truth runLive(CaptureFile capture) throws IOException {
        try (UdpSockets sockets = UdpSockets.open(options, warnings)) {
            capture.name(sockets.names());
            DatagramSink sink =
                    options.pcap() == null
                            ? sockets
                            : (socket, time, bytes, length) -> {
                                sockets.send(socket, time, bytes, length);
                                capture.send(socket, time, bytes, length);
                            };
            TrafficEngine engine = new TrafficEngine(options, wallMicros(), sink);
            long begin = System.nanoTime();
            if (options.rate() > 0) {
                sendPaced(engine);
            } else {
                sendAtFullSpeed(engine);
            }
            engine.finish();
            elapsedNanos = System.nanoTime() - begin;
            flowsSoFar = engine.flows();
            payloads = sockets.payloads();
            unreachable = sockets.unreachable();
            return engine.truth(sockets.names());
        }
    }

    private void sendPaced(TrafficEngine engine) throws IOException {
        long begin = System.nanoTime();
        long planned = options.plannedFlows() > 0 ? options.plannedFlows() : Long.MAX_VALUE;
        Pacer pacer = new Pacer(options.rate(), begin);
        int factor = 1;
        long before = 0;
        // Were the largest waited for, datagrams of all sizes would go out at half the rate.
        int typical = (options.fewestRecords() + options.recordsPerDatagram() + 1) / 2;
        while (!stopped && engine.flows() < planned) {
            long now = System.nanoTime();
            if (isOver(now - begin - GRACE_NANOS)) {
                return;
            }
            if (options.surge().factorAt(now - begin) != factor) {
                factor = options.surge().factorAt(now - begin);
                pacer = new Pacer(options.rate() * factor, now);
                before = engine.flows();
            }
            long left = planned - engine.flows();
            int datagram = (int) Math.min(typical, left);
            long due = Math.min(left, pacer.due(now, engine.flows() - before, datagram));
            if (due < datagram) {
                engine.releaseOverdue(wallMicros());
                LockSupport.parkNanos(WAIT_NANOS);
                continue;
            }
            for (long micros = wallMicros(); due >= datagram; ) {
                due -= engine.next(micros, left);
                left = planned - engine.flows();
                datagram = (int) Math.max(1, Math.min(typical, left));
            }
            flowsSoFar = engine.flows();
        }
    }

    private void sendAtFullSpeed(TrafficEngine engine) throws IOException {
        long begin = System.nanoTime();
        long planned = options.plannedFlows() > 0 ? options.plannedFlows() : Long.MAX_VALUE;
        while (!stopped && engine.flows() < planned && !isOver(System.nanoTime() - begin)) {
            long micros = wallMicros();
            for (int i = 0; i < DATAGRAMS_PER_CLOCK_READING && engine.flows() < planned; i++) {
                engine.next(micros, planned - engine.flows());
            }
            flowsSoFar = engine.flows();
        }
    }

    private Truth runVirtual(CaptureFile capture) throws IOException {
        List<SocketName> names = virtualNames(options);
        capture.name(names);
        return runVirtual(capture, names);
    }

    private Truth runVirtual(DatagramSink sink, List<SocketName> names) throws IOException {
        Instant start = options.start() == null ? Instant.now() : options.start();
        long startMicros =
                TimeUnit.SECONDS.toMicros(start.getEpochSecond()) + start.getNano() / 1000;
        long rate = options.rate() > 0 ? options.rate() : VIRTUAL_RATE;
        long planned =
                options.flows() > 0
                        ? options.flows()
                        : (long) (rate * (options.duration().toNanos() / 1e9));
        TrafficEngine engine = new TrafficEngine(options, startMicros, sink);
        long begin = System.nanoTime();
        while (!stopped && engine.flows() < planned) {
            long micros = startMicros + (long) (engine.flows() * MICROS_PER_SECOND / rate);
            engine.next(micros, planned - engine.flows());
            flowsSoFar = engine.flows();
        }
        engine.finish();
        elapsedNanos = System.nanoTime() - begin;
        return engine.truth(names);
    }

    private boolean isOver(long elapsed) {
        return options.duration() != null && elapsed >= options.duration().toNanos();
    }

    private static long wallMicros() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    }
}
