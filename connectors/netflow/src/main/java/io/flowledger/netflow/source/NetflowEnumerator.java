package io.flowledger.netflow.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives spools to readers on their hosts, and captures to whoever asks next.
 *
 * <p>Spools are given out once all readers have registered, so that they are spread and hosts are
 * known. A spool without a host stays with the host of its first reader for ever. After a restart
 * readers do not keep their splits but report them (SupportsSplitReassignmentOnRecovery), and they
 * are given out anew, since a subtask may then be on another host.
 *
 * <p>Readers end together, once all spools are drained: a savepoint of which some tasks have ended
 * and others have not cannot be restored with another parallelism.
 */
final class NetflowEnumerator implements SplitEnumerator<NetflowSplit, NetflowEnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(NetflowEnumerator.class);
    private static final long HOST_LOOK_MILLIS = 1_000;

    private final NetflowSourceOptions options;
    private final SplitPlan plan;
    private final SplitEnumeratorContext<NetflowSplit> context;
    private final LongSupplier clockMillis;
    private final Set<String> known = new HashSet<>();
    private final Map<String, SpoolSplit> pendingSpools = new LinkedHashMap<>();
    private final Map<String, CaptureSplit> pendingCaptures = new LinkedHashMap<>();
    private final Map<String, Integer> holders = new HashMap<>();
    private final Set<String> drained = new HashSet<>();
    private final Map<String, Long> withoutHostSince = new HashMap<>();
    private final Set<Integer> waiting = new TreeSet<>();
    private boolean looksForHosts;
    private long stopAtMillis = SpoolSplit.NEVER;

    /**
     * @param restored null on a first start
     */
    NetflowEnumerator(
            NetflowSourceOptions options,
            SplitPlan plan,
            NetflowEnumeratorState restored,
            SplitEnumeratorContext<NetflowSplit> context,
            LongSupplier clockMillis) {
        this.options = options;
        this.plan = plan;
        this.context = context;
        this.clockMillis = clockMillis;
        if (restored != null) {
            restore(restored);
        }
        for (SpoolSplit spool : plan.spools()) {
            if (known.add(spool.splitId())) {
                pendingSpools.put(spool.splitId(), spool);
            }
        }
        for (CaptureSplit capture : plan.captures()) {
            if (known.add(capture.splitId())) {
                pendingCaptures.put(capture.splitId(), capture);
            }
        }
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
        ReaderInfo reader = context.registeredReaders().get(subtask);
        List<NetflowSplit> reported = reader.getReportedSplitsOnRegistration();
        reported.forEach(split -> takeReported(split, subtask));
        assignSpools();
    }

    @Override
    public void handleSplitRequest(int subtask, String requesterHostname) {
        Iterator<CaptureSplit> captures = pendingCaptures.values().iterator();
        if (captures.hasNext()) {
            CaptureSplit next = captures.next();
            captures.remove();
            assign(next, subtask);
        } else {
            waiting.add(subtask);
            releaseWaiting();
        }
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof SpoolDrained spool
                && Integer.valueOf(subtask).equals(holders.get(spool.splitId()))) {
            drained.add(spool.splitId());
            releaseWaiting();
        }
    }

    @Override
    public void addSplitsBack(List<NetflowSplit> splits, int subtask) {
        waiting.remove(subtask);
        for (NetflowSplit split : splits) {
            holders.remove(split.splitId());
            addPending(split);
        }
        assignSpools();
    }

    @Override
    public NetflowEnumeratorState snapshotState(long checkpointId) {
        return new NetflowEnumeratorState(
                options.sourceId(),
                stopAtMillis,
                known,
                Stream.<NetflowSplit>concat(
                                pendingSpools.values().stream(), pendingCaptures.values().stream())
                        .toList());
    }

    @Override
    public void close() throws IOException {}

    private void restore(NetflowEnumeratorState state) {
        known.addAll(state.known());
        state.pending().forEach(this::addPending);
        if (state.runId().equals(options.sourceId())) {
            stopAtMillis = state.stopAtMillis();
        }
    }

    /**
     * A split may come back twice after a second failure: by addSplitsBack, since it was assigned
     * after the last checkpoint, and from the reader, whose state has it as well. Where another
     * reader took it in between, it is that one's.
     */
    private void takeReported(NetflowSplit split, int subtask) {
        int holder = holders.getOrDefault(split.splitId(), subtask);
        if (holder != subtask) {
            return;
        }
        known.add(split.splitId());
        if (split instanceof CaptureSplit) {
            pendingCaptures.remove(split.splitId());
            assign(split, subtask);
        } else {
            addPending(split);
        }
    }

    private void addPending(NetflowSplit split) {
        if (split instanceof SpoolSplit spool) {
            pendingSpools.put(split.splitId(), spool);
        } else if (split instanceof CaptureSplit capture) {
            pendingCaptures.put(split.splitId(), capture);
        }
    }

    private void assignSpools() {
        if (!isComplete()) {
            return;
        }
        for (SpoolSplit spool : List.copyOf(pendingSpools.values())) {
            Integer subtask = leastLoadedOn(spool.host());
            if (subtask == null) {
                waitForHost(spool);
            } else {
                pendingSpools.remove(spool.splitId());
                withoutHostSince.remove(spool.splitId());
                assign(planned(spool, subtask), subtask);
            }
        }
        releaseWaiting();
    }

    private boolean isComplete() {
        return context.registeredReaders().size() == context.currentParallelism();
    }

    /** Null when no reader is on that host. */
    private Integer leastLoadedOn(String host) {
        Comparator<Integer> byLoad = Comparator.comparingLong(this::splitsOf);
        return context.registeredReaders().values().stream()
                .filter(reader -> isAt(reader, host))
                .map(ReaderInfo::getSubtaskId)
                .min(byLoad.thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /**
     * A loopback name says that a Flink of one machine wrote or restores the state, not which.
     * Where all readers are on one machine as well, it is that one: if not, its reader finds no
     * spool.
     */
    private boolean isAt(ReaderInfo reader, String host) {
        String location = reader.getLocation();
        return host.isEmpty()
                || host.equalsIgnoreCase(location)
                || ((isLoopback(host) || isLoopback(location)) && isOneMachine());
    }

    private boolean isOneMachine() {
        return context.registeredReaders().values().stream()
                        .map(reader -> reader.getLocation().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                == 1;
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.");
    }

    private long splitsOf(int subtask) {
        return holders.values().stream().filter(holder -> holder == subtask).count();
    }

    private SpoolSplit planned(SpoolSplit spool, int subtask) {
        if (stopAtMillis == SpoolSplit.NEVER && options.stopAfter() != null) {
            stopAtMillis = clockMillis.getAsLong() + options.stopAfter().toMillis();
        }
        String host = context.registeredReaders().get(subtask).getLocation();
        return spool.onHost(host).fedBy(plan.intakeOf(spool.splitId()), stopAtMillis);
    }

    private void assign(NetflowSplit split, int subtask) {
        LOG.info("{} goes to reader {}", split, subtask);
        holders.put(split.splitId(), subtask);
        drained.remove(split.splitId());
        context.assignSplit(split, subtask);
    }

    private void releaseWaiting() {
        boolean isAllRead =
                holders.keySet().stream().filter(this::isSpool).allMatch(drained::contains);
        if (isComplete() && pendingSpools.isEmpty() && pendingCaptures.isEmpty() && isAllRead) {
            waiting.forEach(context::signalNoMoreSplits);
            waiting.clear();
        }
    }

    private boolean isSpool(String splitId) {
        return !splitId.startsWith(CaptureSplit.ID_PREFIX);
    }

    private void waitForHost(SpoolSplit spool) {
        long now = clockMillis.getAsLong();
        Long since = withoutHostSince.putIfAbsent(spool.splitId(), now);
        if (since == null) {
            LOG.warn(
                    "The spool {} is on host {}, but no reader is; waiting {} for one",
                    spool.directory(),
                    spool.host(),
                    text(options.hostWait()));
            lookForHosts();
        } else if (now - since >= options.hostWait().toMillis()) {
            throw new IllegalStateException(
                    "no reader came to host "
                            + spool.host()
                            + " within "
                            + text(options.hostWait())
                            + ", where the spool "
                            + spool.directory()
                            + " is; start a TaskManager there, or, if that is the spool of another"
                            + " job of yours, give this one a --name of its own");
        }
    }

    private void lookForHosts() {
        if (looksForHosts) {
            return;
        }
        looksForHosts = true;
        context.callAsync(
                () -> true, (look, error) -> assignSpools(), HOST_LOOK_MILLIS, HOST_LOOK_MILLIS);
    }

    private static String text(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
