package io.flowledger.bench.flood;

import io.flowledger.bench.traffic.Pacer;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends one flood; {@link #stop()} ends it from any thread, and the counts are exact all the same.
 */
public final class Flood implements Callable<FloodCounts> {

    private static final long WAIT_NANOS = 500_000;

    private final FloodPlan plan;
    private final SplittableRandom random;
    private final byte[] bytes = new byte[FloodKind.LARGEST_PAYLOAD + 8];
    private final long[] byKind = new long[FloodKind.values().length];
    private final BitSet acceptedSessions = new BitSet();
    private final Pacer pacer;
    private final long begin = System.nanoTime();
    private volatile boolean stopped;
    private long sent;
    private long allowed;
    private long octets;
    private int sendersSeen;

    Flood(FloodPlan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed());
        this.pacer = new Pacer(plan.datagramsPerSecond(), begin);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public FloodCounts call() throws IOException {
        ForgedDatagram datagram = new ForgedDatagram(plan.flows(), System.currentTimeMillis());
        try (Senders senders = new Senders(plan.to())) {
            for (long round = 0; !isOver(); round++) {
                for (int sender = 0; sender < plan.sources() && !isOver(); sender++) {
                    senders.become(plan.firstSource() + sender);
                    sendersSeen = Math.max(sendersSeen, sender + 1);
                    sendAs(senders, sender, datagram, round);
                }
            }
            return counts();
        }
    }

    private void sendAs(Senders senders, int sender, ForgedDatagram datagram, long round)
            throws IOException {
        for (int engine = 0; engine < plan.engines(); engine++) {
            for (int i = 0; i < plan.datagrams(); i++) {
                if (!awaitTurn()) {
                    return;
                }
                long number = round * plan.datagrams() + i;
                FloodKind kind = plan.kinds().get((int) (sent % plan.kinds().size()));
                int length =
                        datagram.write(
                                bytes,
                                engine,
                                number * (plan.flows() + plan.jump()),
                                System.currentTimeMillis());
                length = kind.spoil(bytes, length, random);
                senders.send(bytes, length);
                byKind[kind.ordinal()]++;
                octets += length;
                if (kind.archivedFlows(plan.flows()) > 0) {
                    acceptedSessions.set(sender * plan.engines() + engine);
                }
                sent++;
                allowed--;
            }
        }
    }

    /** False: it is over. */
    private boolean awaitTurn() {
        while (!isOver()) {
            if (plan.datagramsPerSecond() == 0 || allowed > 0) {
                return true;
            }
            allowed = pacer.due(System.nanoTime(), sent, 1);
            if (allowed == 0) {
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
        return false;
    }

    private boolean isOver() {
        return stopped
                || plan.most() > 0 && sent >= plan.most()
                || plan.duration() != null
                        && System.nanoTime() - begin >= plan.duration().toNanos();
    }

    private FloodCounts counts() {
        Map<String, Long> kinds = new LinkedHashMap<>();
        SortedMap<String, Long> refusals = new TreeMap<>();
        long accepted = 0;
        long archivedFlows = 0;
        for (FloodKind kind : FloodKind.values()) {
            long count = byKind[kind.ordinal()];
            if (count == 0) {
                continue;
            }
            kinds.put(kind.label(), count);
            if (kind.refusal() != null) {
                refusals.merge(kind.refusal().label(), count, Long::sum);
            }
            int flows = kind.archivedFlows(plan.flows());
            accepted += flows > 0 ? count : 0;
            archivedFlows += count * flows;
        }
        return new FloodCounts(
                (System.nanoTime() - begin) / 1e9,
                Arrays.stream(byKind).sum(),
                octets,
                accepted,
                acceptedSessions.cardinality(),
                sendersSeen,
                archivedFlows,
                kinds,
                refusals);
    }
}
