package io.flowledger.netflow.source;

import io.flowledger.netflow.receiver.ReceiverOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Builds a {@link NetflowSource}; see its options one by one. */
public final class NetflowSourceBuilder {

    private static final int DEFAULT_BATCH_BYTES = 256 << 10;
    private static final int MIN_BATCH_BYTES = 128 << 10;
    private static final Duration DEFAULT_HOST_WAIT = Duration.ofMinutes(5);

    private record Endpoint(String host, ReceiverOptions options) {}

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<AttachedSpool> attached = new ArrayList<>();
    private final Set<String> captures = new LinkedHashSet<>();
    private Set<Integer> capturePorts = Set.of();
    private Path spoolRoot;
    private int sockets = 1;
    private Duration stopAfter;
    private Duration hostWait = DEFAULT_HOST_WAIT;
    private int batchBytes = DEFAULT_BATCH_BYTES;
    private int keptCheckpoints = 1;
    private StartingPosition startingPosition = StartingPosition.COMMITTED;

    NetflowSourceBuilder() {}

    /** Receives on these endpoints, each socket into a spool under {@link #spoolRoot}. */
    public NetflowSourceBuilder listen(ReceiverOptions... receivers) {
        return listenOn(SpoolSplit.ANY_HOST, receivers);
    }

    /**
     * Receives on these endpoints on a host of the cluster.
     *
     * @param host as Flink's web interface names the TaskManager's host
     */
    public NetflowSourceBuilder listenOn(String host, ReceiverOptions... receivers) {
        for (ReceiverOptions receiver : receivers) {
            endpoints.add(new Endpoint(host, receiver));
        }
        return this;
    }

    /** Sockets per listening endpoint, sharing its port; more than one use more readers. */
    public NetflowSourceBuilder sockets(int perEndpoint) {
        if (perEndpoint < 1) {
            throw new IllegalArgumentException(
                    perEndpoint + " sockets per listening endpoint: give at least one");
        }
        sockets = perEndpoint;
        return this;
    }

    /** Directory for the spools of listening endpoints, on the host that listens. */
    public NetflowSourceBuilder spoolRoot(Path directory) {
        spoolRoot = directory.toAbsolutePath().normalize();
        return this;
    }

    /** Follows spools that another process fills: each a spool, or a directory of spools. */
    public NetflowSourceBuilder attach(Path... spools) {
        return attachOn(SpoolSplit.ANY_HOST, spools);
    }

    /**
     * Follows spools on a host of the cluster.
     *
     * @param host as Flink's web interface names the TaskManager's host
     */
    public NetflowSourceBuilder attachOn(String host, Path... spools) {
        return attach(host, Intake.FOLLOW, spools);
    }

    /**
     * Looks on at spools that another job consumes: each a spool, or a directory of spools. Nothing
     * is locked or committed; what their retention deletes before it is read is passed over.
     */
    public NetflowSourceBuilder watch(Path... spools) {
        return watchOn(SpoolSplit.ANY_HOST, spools);
    }

    /**
     * Looks on at spools on a host of the cluster.
     *
     * @param host as Flink's web interface names the TaskManager's host
     */
    public NetflowSourceBuilder watchOn(String host, Path... spools) {
        return attach(host, Intake.WATCH, spools);
    }

    private NetflowSourceBuilder attach(String host, Intake intake, Path... spools) {
        for (Path spool : spools) {
            String path = spool.toAbsolutePath().normalize().toString();
            attached.add(new AttachedSpool(host, path, intake));
        }
        return this;
    }

    /** Where to begin in a spool that the job has no checkpoint of; the committed position. */
    public NetflowSourceBuilder startingPosition(StartingPosition position) {
        startingPosition = position;
        return this;
    }

    /** Reads capture files of any file system that Flink knows, to their end. */
    public NetflowSourceBuilder captures(List<URI> files) {
        files.forEach(file -> captures.add(file.toString()));
        return this;
    }

    /** Reads capture files to their end. */
    public NetflowSourceBuilder captureFiles(List<Path> files) {
        return captures(files.stream().map(file -> file.toAbsolutePath().toUri()).toList());
    }

    /** UDP ports whose payloads in captures are export datagrams; without any, all are. */
    public NetflowSourceBuilder capturePorts(Set<Integer> ports) {
        capturePorts = Set.copyOf(ports);
        return this;
    }

    /** Receives, or follows, for so long; then reads what is written and ends. */
    public NetflowSourceBuilder stopAfter(Duration duration) {
        stopAfter = duration;
        return this;
    }

    /** How long a spool may wait for a reader on its host before the job fails; 5 minutes. */
    public NetflowSourceBuilder hostWait(Duration duration) {
        hostWait = duration;
        return this;
    }

    /** How much is fetched of a split at once, 256 KiB: more delays checkpoint barriers. */
    public NetflowSourceBuilder batchBytes(int bytes) {
        if (bytes < MIN_BATCH_BYTES) {
            throw new IllegalArgumentException(
                    "a batch of " + bytes + " bytes: give at least " + MIN_BATCH_BYTES);
        }
        batchBytes = bytes;
        return this;
    }

    /**
     * How many completed checkpoints Flink keeps (its {@code
     * execution.checkpointing.num-retained}): spools are kept for the oldest of them, unless space
     * runs out.
     */
    public NetflowSourceBuilder keptCheckpoints(int number) {
        keptCheckpoints = Math.max(1, number);
        return this;
    }

    public NetflowSource build() {
        List<ListeningSpool> listening = listeningSpools();
        if (listening.isEmpty() && attached.isEmpty() && captures.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to read: name an endpoint to listen on, a spool or a capture");
        }
        return new NetflowSource(
                new NetflowSourceOptions(
                        UUID.randomUUID().toString(),
                        listening,
                        List.copyOf(attached),
                        startingPosition,
                        List.copyOf(captures),
                        capturePorts,
                        stopAfter,
                        hostWait,
                        batchBytes,
                        keptCheckpoints));
    }

    private List<ListeningSpool> listeningSpools() {
        if (!endpoints.isEmpty() && spoolRoot == null) {
            throw new IllegalArgumentException(
                    "to listen on "
                            + endpoints.get(0).options().listen()
                            + " a directory for its spool is needed");
        }
        List<ListeningSpool> spools = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            ReceiverOptions options = endpoint.options();
            for (int socket = 0; socket < sockets; socket++) {
                ListeningSpool spool =
                        new ListeningSpool(
                                endpoint.host(),
                                spoolRoot.resolve(options.listen().spoolName(socket)).toString(),
                                options.withReusePort(options.reusePort() || sockets > 1));
                if (!ids.add(spool.splitId())) {
                    throw new IllegalArgumentException(
                            options.listen() + " is named twice among the endpoints to listen on");
                }
                spools.add(spool);
            }
        }
        return List.copyOf(spools);
    }
}
