package io.flowledger.bench.traffic;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * By when which session must let go of a datagram it holds, over all sessions. The delay is the
 * same for all, so deadlines come in order and a plain queue will do. One that left sooner leaves
 * its deadline behind; it finds nothing to do.
 */
final class Deadlines {

    private record Deadline(long micros, ExportSession session) {}

    private final Deque<Deadline> queue = new ArrayDeque<>();

    void add(long micros, ExportSession session) {
        queue.add(new Deadline(micros, session));
    }

    /** The earliest deadline; {@link Long#MAX_VALUE} if there is none. */
    long earliestMicros() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.element().micros();
    }

    /** Takes the earliest deadline off. */
    ExportSession take() {
        return queue.remove().session();
    }
}
