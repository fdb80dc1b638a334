package io.flowledger.netflow.receiver;

import io.flowledger.netflow.spool.ReceiverMark;
import io.flowledger.netflow.spool.SpoolWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket, one receiving thread, one spool. It receives from open until stopReceiving. */
public final class Receiver implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** What time synchronisation corrects now and then is no news. */
    private static final Duration WORTH_SAYING = Duration.ofSeconds(1);

    private final ReceiverOptions options;
    private final SpoolWriter spool;
    private final ListeningSocket socket;
    private final int port;
    private final ReceiverCounters counters;
    private final ReceiveClock clock;
    private final ReceiveLoop loop;
    private final StatusReporter reporter;
    private final ReceiverMark start;
    private final Thread receiving;
    private final Thread reporting;
    private volatile Throwable failure;

    private Receiver(ReceiverOptions options, SpoolWriter spool, ListeningSocket socket)
            throws IOException {
        this.options = options;
        this.spool = spool;
        this.socket = socket;
        port = socket.port();
        counters = new ReceiverCounters(options.receiveBufferBytes(), socket.grantedBufferBytes());
        clock = ReceiveClock.system(spool.lastReceivedAtMicros());
        loop = new ReceiveLoop(socket.channel(), options.allowed(), spool, counters, clock);
        reporter = new StatusReporter(options, socket, spool, counters, loop);
        start =
                new ReceiverMark(
                        ThreadLocalRandom.current().nextLong(),
                        clock.nowMicros(),
                        "listening on " + options.listen());
        receiving = new Thread(this::receive, "receiver " + options.listen());
        reporting = new Thread(reporter, "receiver-status " + options.listen());
        receiving.setDaemon(true);
        reporting.setDaemon(true);
    }

    /** Binds, takes the spool directory and begins to receive. */
    public static Receiver open(ReceiverOptions options, Path spoolDirectory) throws IOException {
        SpoolWriter spool = SpoolWriter.open(spoolDirectory, options.spool());
        ListeningSocket socket = null;
        try {
            socket = ListeningSocket.open(options);
            Receiver receiver = new Receiver(options, spool, socket);
            receiver.begin();
            return receiver;
        } catch (IOException | RuntimeException e) {
            if (socket != null) {
                socket.close();
            }
            spool.close();
            throw e;
        }
    }

    public Path spool() {
        return spool.directory();
    }

    public ListenAddress listenAddress() {
        return options.listen();
    }

    /** The port it is bound to; another than the one asked for only when that was 0. */
    public int port() {
        return port;
    }

    public ReceiverCounters counters() {
        return counters;
    }

    /** Position in the spool after the last datagram received. */
    public long spoolPosition() {
        return spool.position();
    }

    /**
     * What an operator should look after, or null: full disk or quota, a disk that fails, a clock
     * that was set back.
     */
    public String problem() {
        if (failure != null) {
            return "receiving has ended: " + failure;
        }
        String space = spool.problem();
        return space != null ? space : clockProblem();
    }

    private String clockProblem() {
        Duration back = Duration.of(clock.stepBackMicros(), ChronoUnit.MICROS);
        return back.compareTo(WORTH_SAYING) < 0
                ? null
                : "this machine's clock is "
                        + back.toSeconds()
                        + " s behind the newest time of receipt: it was set back. Times of receipt"
                        + " go on at half speed until it has caught up, in "
                        + 2 * back.toSeconds()
                        + " s";
    }

    /** Why receiving has ended by itself, or null. */
    public Throwable failure() {
        return failure;
    }

    /**
     * Takes what the kernel has buffered, closes the socket, writes the stop frame and syncs. The
     * spool stays taken and readable.
     */
    public void stopReceiving() {
        loop.stop();
        reporter.stop(reporting);
        join(receiving);
        join(reporting);
    }

    @Override
    public void close() throws IOException {
        stopReceiving();
        spool.close();
    }

    private void begin() {
        if (!counters.bufferAdvice().isEmpty()) {
            LOG.warn("{}: {}", options.listen(), counters.bufferAdvice());
        }
        spool.appendStart(loop.nowMicros(), start);
        receiving.start();
        reporting.start();
    }

    /** The receiving thread: after begin it alone writes to the spool. */
    private void receive() {
        String reason = "stopped";
        try {
            loop.run();
            loop.drain(counters.grantedBufferBytes());
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            reason = "failed: " + e;
            LOG.error("{}: receiving has ended", options.listen(), e);
        }
        try {
            reporter.readKernelDrops();
            loop.close();
            socket.close();
            spool.appendStatus(loop.nowMicros(), counters.snapshot());
            spool.appendStop(
                    loop.nowMicros(),
                    new ReceiverMark(start.runId(), start.runStartedAtMicros(), reason));
            spool.sync();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: did not stop cleanly", options.listen(), e);
        }
    }

    /** Through interrupts: the spool is unmapped next, under a thread still writing it. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
