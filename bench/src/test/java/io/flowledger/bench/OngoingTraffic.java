package io.flowledger.bench;

import io.flowledger.bench.send.TrafficRun;
import io.flowledger.bench.traffic.TrafficOptions;
import io.flowledger.bench.traffic.Truth;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Exporters that go on sending while other things happen. */
final class OngoingTraffic implements AutoCloseable {

    private final TrafficRun run;
    private final CompletableFuture<Truth> truth;

    private OngoingTraffic(TrafficOptions options) {
        run = new TrafficRun(options);
        truth =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return run.call();
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            }
                        });
    }

    static OngoingTraffic start(TrafficOptions options) {
        return new OngoingTraffic(options);
    }

    /** Waits until all that was planned is sent. */
    Truth end() {
        return truth.join();
    }

    /** Ends it now, whatever was planned. */
    Truth stop() {
        run.stop();
        return truth.join();
    }

    @Override
    public void close() {
        run.stop();
    }
}
