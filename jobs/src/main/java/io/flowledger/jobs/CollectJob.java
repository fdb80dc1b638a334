package io.flowledger.jobs;

import io.flowledger.archive.schema.LossColumn;
import io.flowledger.archive.schema.SessionColumn;
import io.flowledger.archive.sink.ArchiveOptions;
import io.flowledger.archive.sink.FlowArchive;
import io.flowledger.archive.sink.RunName;
import io.flowledger.archive.write.FileOptions;
import io.flowledger.jobs.accounting.Accountable;
import io.flowledger.jobs.accounting.AccountingOperator;
import io.flowledger.jobs.accounting.AccountingSetup;
import io.flowledger.jobs.accounting.PostingRows;
import io.flowledger.jobs.audit.LossAttributionOperator;
import io.flowledger.jobs.audit.LossEntrySerializer;
import io.flowledger.jobs.audit.LossRows;
import io.flowledger.jobs.audit.SessionAuditOperator;
import io.flowledger.jobs.audit.SessionRows;
import io.flowledger.ledger.loss.LossEntry;
import io.flowledger.ledger.sequence.AuditOptions;
import io.flowledger.netflow.source.NetflowSource;
import io.flowledger.netflow.source.NetflowSourceBuilder;
import io.flowledger.netflow.source.OpaqueTypeInfo;
import io.flowledger.netflow.wire.ExportDatagram;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The wiring of collect and import: source → router → audit → flows, with what was refused to
 * quarantine, and what is missing through the attribution of causes to losses and sessions.
 */
final class CollectJob {

    private static final int MAX_PARALLELISM = 128;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private CollectJob() {}

    /** Settings the job needs wherever it runs; the user's own go before them. */
    static Configuration configuration(CollectOptions options, Path checkpoints) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // a full disk or a file system that is away for an hour must not end the job
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofSeconds(1));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(30));
        if (options.isBounded()) {
            // the input does not change while it is read: a failure that comes back is final
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            configuration.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
        }
        options.flinkSettings().forEach(configuration::setString);
        return configuration;
    }

    /**
     * @param flink what the cluster says, as far as it is known; the user's settings go before it
     */
    static NetflowSource source(CollectOptions options, Configuration flink) {
        Configuration settings = new Configuration(flink);
        options.flinkSettings().forEach(settings::setString);
        NetflowSourceBuilder source = NetflowSource.builder();
        source.keptCheckpoints(settings.get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS));
        if (options.spoolRoot() != null) {
            source.spoolRoot(options.spoolRoot()).sockets(options.socketsPerEndpoint());
        }
        options.endpoints()
                .forEach(endpoint -> source.listen(options.receiver().withListen(endpoint)));
        options.attached().forEach(source::attach);
        source.captures(options.captures().stream().map(URI::create).toList());
        source.capturePorts(Set.copyOf(options.capturePorts()));
        if (options.period() != null) {
            source.stopAfter(options.period());
        }
        return source.build();
    }

    /**
     * @param run names those runs that this one goes on from, see {@link CheckpointFolder#run}
     */
    static void build(
            StreamExecutionEnvironment env,
            CollectOptions options,
            NetflowSource source,
            RunName run) {
        env.setParallelism(options.parallelism());
        ArchiveOptions archive =
                ArchiveOptions.defaults()
                        .withRun(run)
                        .withFiles(FileOptions.defaults().withZstdLevel(options.zstdLevel()));
        // captures one after the other: a session may go on from one to the next
        int readers = options.isBounded() ? 1 : options.parallelism();
        SingleOutputStreamOperator<ExportDatagram> routed =
                env.fromSource(source, NetflowSource.watermarkStrategy(IDLE), "netflow")
                        .uid("netflow")
                        .setParallelism(readers)
                        .process(new DatagramRouter())
                        .returns(OpaqueTypeInfo.EXPORT_DATAGRAM)
                        .name("router")
                        .uid("router")
                        .setParallelism(readers);
        SingleOutputStreamOperator<ExportDatagram> audited = audit(routed, options);
        audited.sinkTo(FlowArchive.flowsSink(options.warehouse(), archive))
                .name("flows")
                .uid("flows");
        routed.getSideOutput(DatagramRouter.REFUSED)
                .union(audited.getSideOutput(SessionAuditOperator.STALE))
                .process(new QuarantineBound())
                .returns(OpaqueTypeInfo.EXPORT_DATAGRAM)
                .name("quarantine bound")
                .uid("quarantine-bound")
                .sinkTo(FlowArchive.quarantineSink(options.warehouse(), archive))
                .name("quarantine")
                .uid("quarantine");
        enterLosses(routed, audited, options, archive);
        options.accounting().ifPresent(views -> account(audited, views, options, archive));
    }

    /** Keyed as the audit, whose task hands over what it kept and what it found missing. */
    private static void account(
            SingleOutputStreamOperator<ExportDatagram> audited,
            AccountingSetup views,
            CollectOptions options,
            ArchiveOptions archive) {
        AuditOptions audit = options.audit();
        KeySelector<Accountable, Integer> key =
                element ->
                        element.datagram() != null
                                ? SessionAuditOperator.keyOf(element.datagram(), audit.withPort())
                                : element.missing().session().hashCode();
        DataStreamUtils.reinterpretAsKeyedStream(
                        audited.getSideOutput(SessionAuditOperator.ACCOUNTABLE), key, Types.INT)
                .transform(
                        "accounting",
                        AccountingOperator.POSTING,
                        new AccountingOperator(
                                views.withSettling(audit.reorderWindow()),
                                audit.withPort(),
                                audit.maxSessions()))
                .uid("accounting")
                .sinkTo(FlowArchive.postingsSink(options.warehouse(), new PostingRows(), archive))
                .name("postings")
                .uid("postings");
    }

    /**
     * With one task all sessions are its own, and the stream need not leave it: datagrams are then
     * handed over instead of written and read back, which costs more than the audit itself.
     */
    private static SingleOutputStreamOperator<ExportDatagram> audit(
            DataStream<ExportDatagram> routed, CollectOptions options) {
        boolean withPort = options.audit().withPort();
        KeySelector<ExportDatagram, Integer> key =
                datagram -> SessionAuditOperator.keyOf(datagram, withPort);
        KeyedStream<ExportDatagram, Integer> bySession =
                options.parallelism() == 1
                        ? DataStreamUtils.reinterpretAsKeyedStream(routed, key, Types.INT)
                        : routed.keyBy(key, Types.INT);
        return bySession
                .transform(
                        "audit",
                        OpaqueTypeInfo.EXPORT_DATAGRAM,
                        new SessionAuditOperator(options.audit(), options.accounting().isPresent()))
                .uid("audit");
    }

    /** Findings are few: one task sees all of them, and what receivers say. */
    private static void enterLosses(
            SingleOutputStreamOperator<ExportDatagram> routed,
            SingleOutputStreamOperator<ExportDatagram> audited,
            CollectOptions options,
            ArchiveOptions archive) {
        SingleOutputStreamOperator<LossEntry> losses =
                audited.getSideOutput(SessionAuditOperator.FINDINGS)
                        .connect(routed.getSideOutput(DatagramRouter.NOTICES))
                        .transform(
                                "attribution",
                                new OpaqueTypeInfo<>(LossEntry.class, LossEntrySerializer.INSTANCE),
                                new LossAttributionOperator(options.audit().reorderWindow()))
                        .uid("attribution")
                        .setParallelism(1)
                        .setMaxParallelism(1);
        losses.sinkTo(
                        FlowArchive.rowsSink(
                                options.warehouse(),
                                LossColumn.TABLE,
                                List.of(LossColumn.values()),
                                new LossRows(),
                                archive))
                .name("losses")
                .uid("losses")
                .setParallelism(1);
        losses.getSideOutput(LossAttributionOperator.REPORTS)
                .sinkTo(
                        FlowArchive.rowsSink(
                                options.warehouse(),
                                SessionColumn.TABLE,
                                List.of(SessionColumn.values()),
                                new SessionRows(options.audit().reorderWindow().toMillis()),
                                archive))
                .name("sessions")
                .uid("sessions")
                .setParallelism(1);
    }
}
