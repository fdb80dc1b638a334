package io.flowledger.bench.flood;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A flood. Its sessions are {@code sources × engines}; each sends {@code datagrams} in a row, then
 * comes the next; after the last the first goes on where it was.
 *
 * @param datagramsPerSecond 0: as fast as possible
 * @param most datagrams in all; 0: as many as the time allows
 * @param kinds taken in turn, one a datagram
 * @param sources forged senders: addresses of 127.0.0.0/8 to a collector on loopback, else ports
 * @param firstSource number of the first of them: two floods at a time must not share any
 * @param engines per sender, up to 65,536
 * @param datagrams in a row of one session
 * @param flows per datagram, 1 to 30
 * @param jump flows by which each datagram skips sequence numbers; 0: nothing is missing
 */
record FloodPlan(
        InetSocketAddress to,
        long datagramsPerSecond,
        Duration duration,
        long most,
        List<FloodKind> kinds,
        int sources,
        int firstSource,
        int engines,
        int datagrams,
        int flows,
        long jump,
        long seed) {

    static final int MAX_ENGINES = 1 << 16;

    /** 127.128.0.1 upwards: exporters that `send` plays are below. */
    static final int MAX_LOOPBACK_SOURCES = 1 << 22;

    FloodPlan {
        require(datagramsPerSecond >= 0, "the rate must not be negative");
        require(most > 0 || duration != null, "say how long: --for DURATION or --datagrams N");
        require(!kinds.isEmpty(), "a flood needs a kind of payload");
        int bound = onLoopback(to) ? MAX_LOOPBACK_SOURCES : Senders.PORTS;
        require(
                sources >= 1 && firstSource >= 0 && (long) sources + firstSource <= bound,
                "sources: " + bound + " at most");
        require(engines >= 1 && engines <= MAX_ENGINES, "engines: 1 to " + MAX_ENGINES);
        require((long) sources * engines <= Integer.MAX_VALUE, "fewer sources or engines");
        require(datagrams >= 1, "a session sends at least one datagram");
        require(flows >= 1 && flows <= 29, "flows per datagram: 1 to 29");
        require(jump >= 0, "numbers are skipped forwards");
    }

    static boolean onLoopback(InetSocketAddress to) {
        return to.getAddress().isLoopbackAddress() && to.getAddress().getAddress().length == 4;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
