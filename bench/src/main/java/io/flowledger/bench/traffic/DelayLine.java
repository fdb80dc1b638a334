package io.flowledger.bench.traffic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Datagrams of one session that wait until a number of later ones have left, but no longer than
 * until their latest time: late originals (reordering) and late copies (duplicates).
 */
final class DelayLine {

    private static final class Waiting {
        final byte[] bytes;
        final boolean copy;
        final long latestMicros;
        int laterOnes;
        boolean overtaken;

        Waiting(byte[] bytes, boolean copy, int laterOnes, long latestMicros) {
            this.bytes = bytes;
            this.copy = copy;
            this.laterOnes = laterOnes;
            this.latestMicros = latestMicros;
        }
    }

    /** Takes what leaves the line. */
    interface Exit {
        void leave(byte[] bytes, boolean copy, boolean overtaken) throws IOException;
    }

    private final List<Waiting> waiting = new ArrayList<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Holds a copy of the payload until {@code laterOnes} datagrams have passed. */
    void hold(byte[] bytes, int length, boolean copy, int laterOnes, long latestMicros) {
        waiting.add(new Waiting(Arrays.copyOf(bytes, length), copy, laterOnes, latestMicros));
    }

    /** A datagram has just left directly; whoever waited for it follows, oldest first. */
    void passed(Exit exit) throws IOException {
        for (int i = 0; i < waiting.size(); ) {
            Waiting one = waiting.get(i);
            one.overtaken = true;
            if (--one.laterOnes > 0) {
                i++;
            } else {
                waiting.remove(i);
                exit.leave(one.bytes, one.copy, true);
            }
        }
    }

    /** Whoever must leave by now does, overtaken or not, oldest first. */
    void leaveBy(long nowMicros, Exit exit) throws IOException {
        while (!waiting.isEmpty() && waiting.get(0).latestMicros <= nowMicros) {
            Waiting one = waiting.remove(0);
            exit.leave(one.bytes, one.copy, one.overtaken);
        }
    }

    /** The session ends or restarts: everything leaves. */
    void flush(Exit exit) throws IOException {
        for (Waiting one : waiting) {
            exit.leave(one.bytes, one.copy, one.overtaken);
        }
        waiting.clear();
    }
}
