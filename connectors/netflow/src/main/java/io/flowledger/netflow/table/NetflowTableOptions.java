package io.flowledger.netflow.table;

import io.flowledger.netflow.source.StartingPosition;
import io.flowledger.netflow.spool.SyncPolicy;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Options of a live table; named as those of the commands {@code collect}, {@code receive} and
 * {@code import}.
 */
final class NetflowTableOptions {

    static final ConfigOption<String> LISTEN =
            ConfigOptions.key("listen")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where exporters send to, e.g. 0.0.0.0:2055 or [::]:2055; several with"
                                    + " commas. Needs spool.");

    static final ConfigOption<String> ATTACH =
            ConfigOptions.key("attach")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Spools that `flowledger receive` fills, or directories of spools;"
                                    + " several with commas. This job consumes them, so that no"
                                    + " other can.");

    static final ConfigOption<String> WATCH =
            ConfigOptions.key("watch")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Spools that another job consumes, or directories of spools; several"
                                    + " with commas. Looks on: locks nothing, commits nothing.");

    static final ConfigOption<String> CAPTURES =
            ConfigOptions.key("captures")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "pcap or pcapng files of export traffic, paths or URIs of any Flink"
                                    + " file system; several with commas. Read to their end: the"
                                    + " table is bounded.");

    static final ConfigOption<String> CAPTURE_PORTS =
            ConfigOptions.key("port")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With captures: only datagrams to these UDP ports; several with"
                                    + " commas. Without it, all UDP.");

    static final ConfigOption<String> SPOOL =
            ConfigOptions.key("spool")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With listen: where received datagrams are kept, a directory on a"
                                    + " local disk of the TaskManager.");

    static final ConfigOption<String> HOST =
            ConfigOptions.key("host")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "TaskManager that listens or has the spools, named as in Flink's web"
                                    + " interface. Without it, any, and after a restart the same.");

    static final ConfigOption<Integer> SOCKETS =
            ConfigOptions.key("sockets")
                    .intType()
                    .defaultValue(1)
                    .withDescription(
                            "Sockets per endpoint (SO_REUSEPORT), each with its thread and spool;"
                                    + " 1 to 64.");

    static final ConfigOption<MemorySize> RECEIVE_BUFFER =
            ConfigOptions.key("receive-buffer")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(32))
                    .withDescription(
                            "Socket buffer to ask the kernel for (bounded by net.core.rmem_max).");

    static final ConfigOption<String> ALLOW =
            ConfigOptions.key("allow")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With listen: exporters that may send, e.g."
                                    + " 10.0.0.0/8,2001:db8::/32. Without it, anybody.");

    static final ConfigOption<MemorySize> SPOOL_LIMIT =
            ConfigOptions.key("spool-limit")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(20 << 10))
                    .withDescription(
                            "Most a spool may take on disk; beyond it the newest datagrams are"
                                    + " dropped and counted.");

    static final ConfigOption<Duration> SPOOL_RETENTION =
            ConfigOptions.key("spool-retention")
                    .durationType()
                    .defaultValue(Duration.ofHours(24))
                    .withDescription(
                            "How long spooled datagrams are kept after a checkpoint passed them.");

    static final ConfigOption<SyncPolicy> SYNC =
            ConfigOptions.key("sync")
                    .enumType(SyncPolicy.class)
                    .defaultValue(SyncPolicy.INTERVAL)
                    .withDescription(
                            "When the spool is forced to disk: none, interval (each second) or"
                                    + " always.");

    static final ConfigOption<Duration> STOP_AFTER =
            ConfigOptions.key("stop-after")
                    .durationType()
                    .noDefaultValue()
                    .withDescription(
                            "Stop receiving, or following, after that long; then what is written"
                                    + " is read and the query ends.");

    static final ConfigOption<StartingPosition> STARTUP_MODE =
            ConfigOptions.key("scan.startup.mode")
                    .enumType(StartingPosition.class)
                    .noDefaultValue()
                    .withDescription(
                            "Where to begin in a spool without a savepoint: committed (behind what"
                                    + " the last job's checkpoints passed, or at the oldest"
                                    + " datagram), earliest or latest. Default: committed; with"
                                    + " watch: latest.");

    /** All that are this connector's own, in the order of the documentation. */
    static final List<ConfigOption<?>> OWN =
            List.of(
                    LISTEN,
                    SPOOL,
                    ATTACH,
                    WATCH,
                    CAPTURES,
                    CAPTURE_PORTS,
                    HOST,
                    SOCKETS,
                    ALLOW,
                    RECEIVE_BUFFER,
                    SPOOL_LIMIT,
                    SPOOL_RETENTION,
                    SYNC,
                    STARTUP_MODE,
                    STOP_AFTER,
                    FactoryUtil.SOURCE_PARALLELISM,
                    FactoryUtil.SOURCE_IDLE_TIMEOUT);

    private NetflowTableOptions() {}
}
