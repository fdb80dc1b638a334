package io.flowledger.netflow.receiver;

import io.flowledger.netflow.spool.SpoolWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beside the receiving thread: reads the kernel's drop counter, offers a status to be written, and
 * logs what an operator must know, each at most once a minute.
 */
final class StatusReporter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);
    private static final long LOG_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String endpoint;
    private final Duration interval;
    private final ListeningSocket socket;
    private final SpoolWriter spool;
    private final ReceiverCounters counters;
    private final ReceiveLoop loop;
    private final Warning notAllowed = new Warning();
    private final Warning kernelDrops = new Warning();
    private final Warning spoolDrops = new Warning();
    private volatile boolean stopped;

    StatusReporter(
            ReceiverOptions options,
            ListeningSocket socket,
            SpoolWriter spool,
            ReceiverCounters counters,
            ReceiveLoop loop) {
        this.endpoint = options.listen().toString();
        this.interval = options.statusInterval();
        this.socket = socket;
        this.spool = spool;
        this.counters = counters;
        this.loop = loop;
    }

    @Override
    public void run() {
        while (!stopped) {
            readKernelDrops();
            loop.offerStatus(counters.snapshot());
            log();
            LockSupport.parkNanos(interval.toNanos());
        }
    }

    void stop(Thread thread) {
        stopped = true;
        LockSupport.unpark(thread);
    }

    void readKernelDrops() {
        counters.kernelDropped(socket.kernelDrops());
    }

    private void log() {
        if (notAllowed.isDue(counters.notAllowed())) {
            LOG.warn(
                    "{}: {} datagrams so far from senders that are not allowed: {}",
                    endpoint,
                    counters.notAllowed(),
                    counters.notAllowedBySource());
        }
        if (kernelDrops.isDue(counters.kernelDrops())) {
            LOG.warn(
                    "{}: the kernel dropped {} datagrams so far; {}",
                    endpoint,
                    counters.kernelDrops(),
                    counters.bufferAdvice());
        }
        if (spoolDrops.isDue(counters.spoolDrops())) {
            LOG.warn(
                    "{}: the spool dropped {} datagrams so far; {}",
                    endpoint,
                    counters.spoolDrops(),
                    spool.problem());
        }
    }

    /** Due when the count has grown, and not again for a minute. */
    private static final class Warning {

        private long lastCount;
        private long lastNanos = System.nanoTime() - LOG_PAUSE_NANOS;

        boolean isDue(long count) {
            long now = System.nanoTime();
            if (count <= lastCount || now - lastNanos < LOG_PAUSE_NANOS) {
                return false;
            }
            lastCount = count;
            lastNanos = now;
            return true;
        }
    }
}
